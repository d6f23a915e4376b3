package com.moalog.rjmx.posix;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/** The C library's functions, named as they are there. Arguments are not checked by anybody. */
final class Posix {

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_STREAM_NONBLOCK_CLOEXEC = 1 | 0x800 | 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_REUSEADDR = 2;
  static final int SO_ERROR = 4;
  static final int IPPROTO_TCP = 6;
  static final int TCP_NODELAY = 1;
  static final int TCP_QUICKACK = 12;
  static final int MSG_NOSIGNAL = 0x4000;
  static final short POLLIN = 1;
  static final short POLLOUT = 4;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int AI_NUMERICHOST = 4;
  static final int CLOCK_REALTIME = 0;
  static final int CLOCK_MONOTONIC = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EADDRINUSE = 98;
  static final int ECONNRESET = 104;
  static final int ECONNREFUSED = 111;
  static final int EINPROGRESS = 115;
  static final int SIGHUP = 1;
  static final int SIGINT = 2;
  static final int SIGKILL = 9;
  static final int SIGTERM = 15;
  static final int SIG_BLOCK = 0;
  static final int SFD_NONBLOCK_CLOEXEC = 0x800 | 0x80000;

  private Posix() {}

  static int errno() {
    return errnoLocation().getInt();
  }

  @Include("errno.h")
  @Import(name = "__errno_location")
  private static native Address errnoLocation();

  @Include("sys/socket.h")
  @Import(name = "socket")
  static native int socket(int family, int type, int protocol);

  @Include("sys/socket.h")
  @Import(name = "bind")
  static native int bind(int file, Address address, int length);

  @Include("sys/socket.h")
  @Import(name = "listen")
  static native int listen(int file, int backlog);

  @Include("sys/socket.h")
  @Import(name = "accept4")
  static native int accept4(int file, Address address, Address length, int flags);

  @Include("sys/socket.h")
  @Import(name = "connect")
  static native int connect(int file, Address address, int length);

  @Include("sys/socket.h")
  @Import(name = "setsockopt")
  static native int setsockopt(int file, int level, int option, Address value, int length);

  @Include("sys/socket.h")
  @Import(name = "getsockopt")
  static native int getsockopt(int file, int level, int option, Address value, Address length);

  @Include("sys/socket.h")
  @Import(name = "getsockname")
  static native int getsockname(int file, Address address, Address length);

  @Include("sys/socket.h")
  @Import(name = "recv")
  static native int recv(int file, Address target, int length, int flags);

  @Include("sys/socket.h")
  @Import(name = "send")
  static native int send(int file, Address source, int length, int flags);

  @Include("poll.h")
  @Import(name = "poll")
  static native int poll(Address files, int count, int timeoutMillis);

  @Include("netdb.h")
  @Import(name = "getaddrinfo")
  static native int getaddrinfo(Address host, Address service, Address hints, Address result);

  @Include("netdb.h")
  @Import(name = "freeaddrinfo")
  static native void freeaddrinfo(Address result);

  @Include("fcntl.h")
  @Import(name = "open")
  static native int open(Address path, int flags);

  @Include("unistd.h")
  @Import(name = "read")
  static native int read(int file, Address target, int length);

  @Include("unistd.h")
  @Import(name = "write")
  static native int write(int file, Address source, int length);

  @Include("unistd.h")
  @Import(name = "close")
  static native int close(int file);

  @Include("unistd.h")
  @Import(name = "pipe2")
  static native int pipe2(Address files, int flags);

  @Include("unistd.h")
  @Import(name = "fork")
  static native int fork();

  @Include("unistd.h")
  @Import(name = "_exit")
  static native void exitAtOnce(int code);

  @Include("sys/wait.h")
  @Import(name = "waitpid")
  static native int waitpid(int process, Address status, int options);

  @Include("signal.h")
  @Import(name = "kill")
  static native int kill(int process, int signal);

  @Include("dirent.h")
  @Import(name = "opendir")
  static native Address opendir(Address path);

  @Include("dirent.h")
  @Import(name = "readdir")
  static native Address readdir(Address folder);

  @Include("dirent.h")
  @Import(name = "closedir")
  static native int closedir(Address folder);

  @Include("time.h")
  @Import(name = "clock_gettime")
  static native int clockGettime(int clock, Address result);

  @Include("stdlib.h")
  @Import(name = "getenv")
  static native Address getenv(Address name);

  @Include("stdlib.h")
  @Import(name = "exit")
  static native void exit(int code);

  @Include("signal.h")
  @Import(name = "sigemptyset")
  static native int sigemptyset(Address set);

  @Include("signal.h")
  @Import(name = "sigaddset")
  static native int sigaddset(Address set, int signal);

  @Include("signal.h")
  @Import(name = "sigprocmask")
  static native int sigprocmask(int how, Address set, Address old);

  @Include("sys/signalfd.h")
  @Import(name = "signalfd")
  static native int signalfd(int file, Address set, int flags);
}
