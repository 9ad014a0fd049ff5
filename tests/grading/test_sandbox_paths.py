import os

from unrolled.grading.sandbox import paths


def test_python_s_folders_are_readable_and_the_project_is_not():
    readable = paths.readable()
    assert any(paths.inside(os.__file__, folder) for folder in readable)
    package = os.path.dirname(paths.PACKAGE)
    solutions = os.path.join(os.path.dirname(package), "solutions")
    assert not any(paths.inside(solutions, folder) for folder in readable)


def test_only_the_outermost_folders_are_kept():
    given = ["/usr/lib/python3", "/usr/lib", "/usr/lib64", "/usr/lib/", "/a/../b"]
    assert paths.outermost(given) == ["/b", "/usr/lib", "/usr/lib64"]


def test_an_installed_package_is_left_out_of_its_folder(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "unrolled"
    for name in ("unrolled/models", "torch", "numpy"):
        (package.parent / name).mkdir(parents=True)
    (package.parent / "six.py").touch()
    monkeypatch.setattr(paths, "PACKAGE", str(package))
    names = ["numpy", "six.py", "torch"]
    kept = [str(package.parent / name) for name in names]
    assert sorted(paths.without_package(str(package.parent))) == kept
    assert sorted(paths.without_package(str(tmp_path))) == kept
    assert paths.without_package(str(package)) == []
    assert paths.without_package("/usr/lib") == ["/usr/lib"]
