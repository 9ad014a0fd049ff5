"""The pieces of the site's Sphinx extension, `unrolled.course.sphinx_ext`."""
