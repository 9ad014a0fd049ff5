"""Which system calls a check may make; all others fail with EPERM.

A list of what is allowed does not age: a call that Linux adds later is not on it. Nor
is `sysinfo`, which counts the threads of all checks.
"""

import ctypes
from typing import Any

ALLOWED = """
access alarm arch_prctl brk chdir clock_getres clock_gettime clock_nanosleep close
close_range dup dup2 dup3 epoll_create1 epoll_ctl epoll_pwait epoll_wait eventfd2 exit
exit_group faccessat faccessat2 fadvise64 fchdir fstat fstatfs futex futex_waitv
get_mempolicy get_robust_list getcpu getcwd getdents getdents64 getegid geteuid getgid
getgroups getitimer getpgid getpgrp getpid getppid getpriority getrandom getresgid
getresuid getrlimit getrusage getsid gettid gettimeofday getuid lseek lstat madvise
membarrier mincore mmap mprotect mremap msync munmap nanosleep newfstatat open openat
pause pipe pipe2 poll ppoll pread64 preadv pselect6 pwrite64 pwritev read readlink
readlinkat readv restart_syscall rseq rt_sigaction rt_sigpending rt_sigprocmask
rt_sigreturn rt_sigsuspend rt_sigtimedwait sched_get_priority_max
sched_get_priority_min sched_getaffinity sched_getparam sched_getscheduler sched_yield
select set_robust_list set_tid_address setitimer sigaltstack stat statfs statx time
times umask uname write writev
"""
# Of these calls, only some commands: none that types on a terminal, lets the kernel
# send a signal to another process, or locks files, which other checks would see.
COMMANDS = {
    "fcntl": (0, 1, 2, 3, 4, 1030, 1032),
    "ioctl": (0x5401, 0x5413, 0x5421, 0x5451),
}
CLONE_THREAD, NEW_NAMESPACES = 0x10000, 0x7E020080
ALLOW, EPERM, ENOSYS = 0x7FFF0000, 0x50001, 0x50026
EQUAL, MASKED_EQUAL = 4, 7


class _Condition(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


def library() -> Any:
    """Return libseccomp, or None where the system has none."""
    try:
        found = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        return None
    found.seccomp_init.restype = ctypes.c_void_p
    found.seccomp_load.argtypes = [ctypes.c_void_p]
    return found


class Filter:
    """A filter made once by the zygote; each check loads its copy.

    Args:
        threads: Whether a check may start threads; processes it never may.
    """

    def __init__(self, threads: bool) -> None:
        self.library = library()
        self.filter = self.library and self.library.seccomp_init(EPERM)
        if not self.filter:
            return
        for name in ALLOWED.split():
            self._add(ALLOW, name)
        for name, commands in COMMANDS.items():
            for command in commands:
                self._add(ALLOW, name, _Condition(1, EQUAL, command))
        self._add(ALLOW, "prlimit64", _Condition(0, EQUAL, 0))
        self._add(ENOSYS, "clone3")  # so that libc falls back to clone
        if threads:
            mask = CLONE_THREAD | NEW_NAMESPACES
            self._add(ALLOW, "clone", _Condition(0, MASKED_EQUAL, mask, CLONE_THREAD))

    def load(self) -> None:
        """Put this process under the filter.

        Raises:
            OSError: The system refused it.
        """
        if self.filter and self.library.seccomp_load(self.filter):
            raise OSError("expected a seccomp filter to load, the system refused it")

    def _add(self, action: int, name: str, *conditions: _Condition) -> None:
        number = self.library.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            return  # this processor has no such call
        self.library.seccomp_rule_add_array(
            ctypes.c_void_p(self.filter),
            ctypes.c_uint32(action),
            number,
            len(conditions),
            (_Condition * len(conditions))(*conditions),
        )
