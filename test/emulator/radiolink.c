/*
 * radiolink: joins two network namespaces by a radio that is slow, far away and lossy.
 *
 * Programs on both sides use ordinary sockets of the kernel, so that transports which know nothing of each other can be
 * compared on the same link. Works on kernels without netem: packets pass through two TUN devices and this program.
 * Needs root, /dev/net/tun and the right to make namespaces.
 *
 *   cc -O2 -Wall -o radiolink radiolink.c
 *   radiolink [options] --far COMMAND --near COMMAND
 *
 * The far side is 10.77.0.2 and starts first, the near side is 10.77.0.1. The run is over when the near command ends,
 * or when the far one does if --until-far is given.
 *
 *   --rate BITS       bit/s of IP packets, each way            64000
 *   --delay MS        one way, after the last bit              300
 *   --mtu BYTES       of both devices                          1280
 *   --queue BYTES     each way, dropped beyond                 16000
 *   --loss SHARE      of the packets each way, 0..0.95         0
 *   --burst PACKETS   mean run of lost packets (Gilbert);      1 = each by itself
 *   --half-duplex     both ways share one channel
 *   --key-up MS       time that a change of the sender costs   0      (half duplex)
 *   --hold MS         longest time one side may keep the channel while the other waits; 0: in order of arrival  (half duplex)
 *   --congestion NAME of TCP on both sides (needs ip)          the kernel's
 *   --seed N          of the losses                            1
 *   --limit SECONDS   of the whole run                         600
 *   --stats FILE      counters twice a second, a line each; see write_stats()
 *
 * Ends with the status of the command that ended the run, 124 at the limit, 3 if the link cannot be made.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NS 1000000000LL
#define LARGEST_PACKET 9216
#define LATE_NS 20000000LL

struct packet {
  struct packet *next;
  int64_t at; /* when it came to the queue, later when it reaches the other side */
  int length;
  unsigned char bytes[];
};

struct line { /* first in, first out */
  struct packet *head, **tail;
  long bytes;
};

struct way { /* what goes from one side to the other */
  int tun, netns;
  struct line waiting, flying;
  int bad; /* Gilbert's bad state */
  uint64_t dice;
  long long offered, offered_bytes, lost, dropped, delivered, delivered_bytes;
};

struct channel { /* what is on the air; one for both ways where they share it */
  int64_t busy_until, since;
  int sender;
};

static struct way ways[2]; /* 0: near to far, 1: far to near */
static struct channel channels[2];
static double rate = 64000, loss = 0, burst = 1;
static int64_t delay_ns = 300 * 1000000LL, key_up_ns = 0, hold_ns = 0;
static long queue_bytes = 16000;
static int mtu = 1280, half_duplex = 0, until_far = 0;
static const char *congestion = NULL;
static long long late, latest_ns;
static int own_priority;

static void fail(const char *what) {
  fprintf(stderr, "radiolink: %s: %s\n", what, strerror(errno));
  exit(3);
}

static int64_t clock_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * NS + t.tv_nsec;
}

/* SplitMix64: a seed gives the same losses to the same packets, whatever the other way does. */
static double throw_dice(struct way *w) {
  uint64_t z = w->dice += 0x9E3779B97F4A7C15ULL;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
  return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

static int is_lost(struct way *w) {
  if (burst <= 1) return throw_dice(w) < loss;
  double to_good = 1 / burst, to_bad = loss * to_good / (1 - loss);
  if (throw_dice(w) < (w->bad ? to_good : to_bad)) w->bad = !w->bad;
  return w->bad;
}

static void append(struct line *l, struct packet *p) {
  p->next = NULL;
  *l->tail = p;
  l->tail = &p->next;
  l->bytes += p->length;
}

static struct packet *take(struct line *l) {
  struct packet *p = l->head;
  l->head = p->next;
  if (!l->head) l->tail = &l->head;
  l->bytes -= p->length;
  return p;
}

/* Opens a namespace with one side of the link; leaves this process in it. */
static void open_side(int side) {
  struct ifreq r;
  if (unshare(CLONE_NEWNET) < 0) fail("no new network namespace (root?)");
  ways[side].netns = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
  ways[side].tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (ways[side].netns < 0 || ways[side].tun < 0) fail("/dev/net/tun");
  memset(&r, 0, sizeof r);
  strcpy(r.ifr_name, "radio");
  r.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (ioctl(ways[side].tun, TUNSETIFF, &r) < 0) fail("TUNSETIFF");

  int s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in *address = (struct sockaddr_in *)&r.ifr_addr;
  if (s < 0) fail("socket");
  for (int i = 0; i < 2; i++) {
    memset(&r.ifr_addr, 0, sizeof r.ifr_addr);
    address->sin_family = AF_INET;
    address->sin_addr.s_addr = htonl(0x0A4D0001u + (i == 0 ? side : 1 - side));
    if (ioctl(s, i == 0 ? SIOCSIFADDR : SIOCSIFDSTADDR, &r) < 0) fail("address");
  }
  r.ifr_mtu = mtu;
  if (ioctl(s, SIOCSIFMTU, &r) < 0) fail("mtu");
  r.ifr_flags = IFF_UP | IFF_RUNNING | IFF_POINTOPOINT;
  if (ioctl(s, SIOCSIFFLAGS, &r) < 0) fail("up");
  strcpy(r.ifr_name, "lo");
  r.ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK;
  if (ioctl(s, SIOCSIFFLAGS, &r) < 0) fail("lo up");
  close(s);
  if (congestion) { /* by the route: that works for algorithms as well which the kernel restricts */
    char command[128];
    snprintf(command, sizeof command, "ip route replace 10.77.0.%d dev radio congctl %.15s", side == 0 ? 2 : 1, congestion);
    if (system(command) != 0) {
      fprintf(stderr, "radiolink: \"%s\" failed (apt-get install iproute2?)\n", command);
      exit(3);
    }
  }
}

static pid_t run(int side, const char *command) {
  pid_t pid = fork();
  if (pid < 0) fail("fork");
  if (pid == 0) {
    setpgid(0, 0);
    setpriority(PRIO_PROCESS, 0, own_priority);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (setns(ways[side].netns, CLONE_NEWNET) < 0) fail("setns");
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    fail("sh");
  }
  setpgid(pid, pid);
  return pid;
}

/* Takes what a side sends into its queue. */
static void offer(struct way *w) {
  static unsigned char buffer[LARGEST_PACKET];
  for (;;) {
    int length = (int)read(w->tun, buffer, sizeof buffer);
    if (length <= 0) return;
    if (buffer[0] >> 4 != 4) continue; /* the kernel's own IPv6 housekeeping */
    w->offered++;
    w->offered_bytes += length;
    if (w->waiting.bytes + length > queue_bytes) {
      w->dropped++;
      continue;
    }
    struct packet *p = malloc(sizeof *p + length);
    if (!p) fail("memory");
    p->length = length;
    p->at = clock_ns();
    memcpy(p->bytes, buffer, length);
    append(&w->waiting, p);
  }
}

/* Whose turn it is on a channel: -1 if nobody waits. */
static int next_sender(struct channel *c, int from, int to) {
  struct packet *mine = ways[from].waiting.head, *theirs = ways[to].waiting.head;
  if (from == to || !theirs) return mine ? from : -1;
  if (!mine) return to;
  if (hold_ns > 0) {
    int other = from == c->sender ? to : from;
    return c->busy_until - c->since < hold_ns ? c->sender : other;
  }
  return mine->at <= theirs->at ? from : to;
}

/* Sends what can be sent by now. Times follow from each other and not from when this was called. */
static void transmit(struct channel *c, int from, int to, int64_t now) {
  while (c->busy_until <= now) {
    int sender = next_sender(c, from, to);
    if (sender < 0) return;
    struct way *w = &ways[sender];
    struct packet *p = take(&w->waiting);
    int64_t begin = p->at > c->busy_until ? p->at : c->busy_until;
    if (sender != c->sender) {
      c->sender = sender;
      c->since = begin;
      begin += key_up_ns;
    }
    c->busy_until = begin + (int64_t)(p->length * 8e9 / rate);
    if (is_lost(w)) {
      w->lost++;
      free(p);
    } else {
      p->at = c->busy_until + delay_ns;
      append(&w->flying, p);
    }
  }
}

static void arrive(struct way *w, int to, int64_t now) {
  while (w->flying.head && w->flying.head->at <= now) {
    struct packet *p = take(&w->flying);
    if (now - p->at > LATE_NS) late++;
    if (now - p->at > latest_ns) latest_ns = now - p->at;
    if (write(to, p->bytes, p->length) == p->length) {
      w->delivered++;
      w->delivered_bytes += p->length;
    }
    free(p);
  }
}

/* monotonic ns, then for near to far and far to near: packets offered, lost, dropped, delivered, bytes offered, delivered;
 * then packets that this program delivered late by over 20 ms, and the latest in ms */
static void write_stats(FILE *f, int64_t now) {
  if (!f) return;
  fprintf(f, "%lld", (long long)now);
  for (int i = 0; i < 2; i++) {
    struct way *w = &ways[i];
    fprintf(f, " %lld %lld %lld %lld %lld %lld", w->offered, w->lost, w->dropped, w->delivered, w->offered_bytes, w->delivered_bytes);
  }
  fprintf(f, " %lld %lld\n", late, latest_ns / 1000000);
  fflush(f);
}

static int64_t next_event(int64_t at) {
  for (int i = 0; i < 2; i++) {
    struct channel *c = &channels[half_duplex ? 0 : i];
    if (ways[i].flying.head && ways[i].flying.head->at < at) at = ways[i].flying.head->at;
    if (ways[i].waiting.head && c->busy_until < at) at = c->busy_until;
  }
  return at;
}

static int serve(pid_t far, const char *near_command, int64_t end, FILE *stats) {
  pid_t near = 0;
  int64_t near_at = clock_ns() + NS, stats_at = 0;
  int status;
  for (;;) {
    int64_t now = clock_ns();
    if (now >= end) return 124;
    if (!near && now >= near_at) near = run(0, near_command);
    pid_t last = until_far ? far : near;
    if (last && waitpid(last, &status, WNOHANG) == last) {
      if (near && last != near) kill(-near, SIGKILL);
      return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    }
    if (now >= stats_at) {
      write_stats(stats, now);
      stats_at = now + NS / 2;
    }
    for (int i = 0; i < 2; i++) arrive(&ways[i], ways[1 - i].tun, now);
    if (half_duplex) transmit(&channels[0], 0, 1, now);
    else
      for (int i = 0; i < 2; i++) transmit(&channels[i], i, i, now);
    int64_t wait = next_event(now + NS / 20) - clock_ns();
    struct timespec t = {wait > 0 ? wait / NS : 0, wait > 0 ? wait % NS : 0};
    struct pollfd readable[2] = {{ways[0].tun, POLLIN, 0}, {ways[1].tun, POLLIN, 0}};
    ppoll(readable, 2, &t, NULL);
    for (int i = 0; i < 2; i++)
      if (readable[i].revents & POLLIN) offer(&ways[i]);
  }
}

int main(int argc, char **argv) {
  enum { RATE = 1, DELAY, MTU, QUEUE, LOSS, BURST, HALF, KEY_UP, HOLD, CONGESTION, SEED, LIMIT, STATS, NEAR, FAR, UNTIL_FAR };
  static const struct option options[] = {
    {"rate", 1, 0, RATE}, {"delay", 1, 0, DELAY}, {"mtu", 1, 0, MTU}, {"queue", 1, 0, QUEUE}, {"loss", 1, 0, LOSS},
    {"burst", 1, 0, BURST}, {"half-duplex", 0, 0, HALF}, {"key-up", 1, 0, KEY_UP}, {"hold", 1, 0, HOLD},
    {"congestion", 1, 0, CONGESTION}, {"seed", 1, 0, SEED}, {"limit", 1, 0, LIMIT}, {"stats", 1, 0, STATS},
    {"near", 1, 0, NEAR}, {"far", 1, 0, FAR}, {"until-far", 0, 0, UNTIL_FAR}, {0, 0, 0, 0}};
  const char *near_command = NULL, *far_command = NULL, *stats_file = NULL;
  uint64_t seed = 1;
  double limit = 600;
  for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) switch (o) {
    case RATE: rate = atof(optarg); break;
    case DELAY: delay_ns = (int64_t)(atof(optarg) * 1e6); break;
    case MTU: mtu = atoi(optarg); break;
    case QUEUE: queue_bytes = atol(optarg); break;
    case LOSS: loss = atof(optarg); break;
    case BURST: burst = atof(optarg); break;
    case HALF: half_duplex = 1; break;
    case KEY_UP: key_up_ns = (int64_t)(atof(optarg) * 1e6); break;
    case HOLD: hold_ns = (int64_t)(atof(optarg) * 1e6); break;
    case CONGESTION: congestion = optarg; break;
    case SEED: seed = strtoull(optarg, NULL, 10); break;
    case LIMIT: limit = atof(optarg); break;
    case STATS: stats_file = optarg; break;
    case NEAR: near_command = optarg; break;
    case FAR: far_command = optarg; break;
    case UNTIL_FAR: until_far = 1; break;
    default: return 2;
  }
  if (!near_command || !far_command || rate < 100 || loss < 0 || loss > 0.95 || mtu < 68 || mtu > LARGEST_PACKET) {
    fprintf(stderr, "usage: radiolink [options] --far COMMAND --near COMMAND (the options stand at the head of radiolink.c)\n");
    return 2;
  }
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  own_priority = getpriority(PRIO_PROCESS, 0);
  setpriority(PRIO_PROCESS, 0, -10); /* helps on a busy machine, not needed; not for the commands */
  FILE *stats = stats_file ? fopen(stats_file, "w") : NULL;
  if (stats_file && !stats) fail(stats_file);
  for (int i = 0; i < 2; i++) {
    ways[i].waiting.tail = &ways[i].waiting.head;
    ways[i].flying.tail = &ways[i].flying.head;
    ways[i].dice = seed * 2 + i;
    open_side(i);
  }
  pid_t far = run(1, far_command);
  int status = serve(far, near_command, clock_ns() + (int64_t)(limit * 1e9), stats);
  write_stats(stats, clock_ns());
  kill(-far, SIGKILL);
  return status;
}
