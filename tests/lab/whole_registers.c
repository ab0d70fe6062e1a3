/* Loaded before user-mode Linux: lets it run on processors with more registers than it knows.
 *
 * The kernel takes the extended registers of a process only whole (PTRACE_SETREGSET with NT_X86_XSTATE: EFAULT
 * for less, arch/x86/kernel/fpu/regset.c), and user-mode Linux 6.1 keeps room for those up to AVX-512. What it
 * does not know, as the tiles of AMX, stays as it is.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#ifndef NT_X86_XSTATE
#define NT_X86_XSTATE 0x202
#endif

typedef long (*ptrace_t)(int, long, void *, void *);
static ptrace_t next;
static char whole[1 << 16]; /* its stacks are small, and it traces from one thread */

__attribute__((constructor)) static void find(void) { next = (ptrace_t)dlsym(RTLD_NEXT, "ptrace"); }

static long set_registers(long pid, void *address, struct iovec *some) {
  struct iovec all = {whole, sizeof whole};
  long said = next(PTRACE_GETREGSET, pid, address, &all);
  if (said)
    return said;
  if (some->iov_len < all.iov_len) {
    memcpy(whole, some->iov_base, some->iov_len);
    some = &all;
  }
  return next(PTRACE_SETREGSET, pid, address, some);
}

long ptrace(enum __ptrace_request request, ...) {
  va_list rest;
  va_start(rest, request);
  long pid = va_arg(rest, int);
  void *address = va_arg(rest, void *), *data = va_arg(rest, void *);
  va_end(rest);
  if (request == PTRACE_SETREGSET && address == (void *)NT_X86_XSTATE)
    return set_registers(pid, address, data);
  return next(request, pid, address, data);
}
