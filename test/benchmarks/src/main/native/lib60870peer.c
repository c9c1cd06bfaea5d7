/*
 * The peer of `run iec104` in C: SESSIONS stations and as many masters of lib60870-C in one process over loopback TCP, k 12, w 8, each event a unit
 * of its own (M_SP_TB_1). Built by the benchmark against a lib60870-C that somebody has built; nothing of it is shipped. lib60870-C works with a
 * thread per connection, one more feeds the stations. Prints "events microseconds-of-processor microseconds" of each measured span.
 *
 *   lib60870peer SESSIONS FIRST_PORT WARM_UP_MS SPAN_MS
 */
#define _GNU_SOURCE
#include "cs104_connection.h"
#include "cs104_slave.h"
#include "hal_thread.h"
#include "hal_time.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define MOST 64
#define LOW 100
#define FILL 500

static atomic_llong events[MOST * 16];
static CS104_Slave slaves[MOST];
static CS104_Connection masters[MOST];
static int sessions;
static atomic_bool running = true;
static long long checksum[MOST * 16];

static bool received(void* parameter, int address, CS101_ASDU asdu) {
  int session = (int)(intptr_t)parameter;
  (void)address;
  if (CS101_ASDU_getTypeID(asdu) == M_SP_TB_1) {
    union { uint64_t align; char bytes[256]; } room;
    int count = CS101_ASDU_getNumberOfElements(asdu);
    for (int i = 0; i < count; i++) {
      SinglePointWithCP56Time2a io = (SinglePointWithCP56Time2a)CS101_ASDU_getElementEx(asdu, (InformationObject)room.bytes, i);
      if (io != NULL) {
        checksum[session * 16] += InformationObject_getObjectAddress((InformationObject)io)
            + SinglePointInformation_getValue((SinglePointInformation)io) + SinglePointInformation_getQuality((SinglePointInformation)io)
            + (long long)CP56Time2a_toMsTimestamp(SinglePointWithCP56Time2a_getTimestamp(io));
      }
    }
    atomic_fetch_add_explicit(&events[session * 16], count, memory_order_relaxed);
  }
  return true;
}

static bool interrogation(void* parameter, IMasterConnection connection, CS101_ASDU asdu, uint8_t qoi) {
  (void)parameter;
  (void)qoi;
  IMasterConnection_sendACT_CON(connection, asdu, false);
  IMasterConnection_sendACT_TERM(connection, asdu);
  return true;
}

static void* feed(void* parameter) {
  unsigned next = 0;
  (void)parameter;
  while (running) {
    bool fed = false;
    for (int i = 0; i < sessions; i++) {
      CS101_AppLayerParameters layer = CS104_Slave_getAppLayerParameters(slaves[i]);
      int waiting = CS104_Slave_getNumberOfQueueEntries(slaves[i], NULL);
      for (waiting = waiting < LOW ? waiting : FILL; waiting < FILL; waiting++) {
        struct sCP56Time2a time;
        CP56Time2a_createFromMsTimestamp(&time, 1700000000000ULL + next);
        CS101_ASDU asdu = CS101_ASDU_create(layer, false, CS101_COT_SPONTANEOUS, 0, 1, false, false);
        SinglePointWithCP56Time2a io = SinglePointWithCP56Time2a_create(NULL, 1 + next % 100, next & 1, IEC60870_QUALITY_GOOD, &time);
        CS101_ASDU_addInformationObject(asdu, (InformationObject)io);
        SinglePointWithCP56Time2a_destroy(io);
        CS104_Slave_enqueueASDU(slaves[i], asdu);
        CS101_ASDU_destroy(asdu);
        next++;
        fed = true;
      }
    }
    if (!fed) {
      struct timespec pause = {0, 200000};
      nanosleep(&pause, NULL);
    }
  }
  return NULL;
}

static long long total(void) {
  long long sum = 0;
  for (int i = 0; i < sessions; i++) {
    sum += atomic_load_explicit(&events[i * 16], memory_order_relaxed);
  }
  return sum;
}

static long long processor(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1000000LL + use.ru_utime.tv_usec + use.ru_stime.tv_usec;
}

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

int main(int count, char** arguments) {
  if (count != 5) {
    fprintf(stderr, "lib60870peer SESSIONS FIRST_PORT WARM_UP_MS SPAN_MS\n");
    return 2;
  }
  sessions = atoi(arguments[1]);
  if (sessions < 1 || sessions > MOST) {
    fprintf(stderr, "1 to %d sessions\n", MOST);
    return 2;
  }
  for (int i = 0; i < sessions; i++) {
    int port = atoi(arguments[2]) + i;
    slaves[i] = CS104_Slave_create(1000, 100);
    CS104_Slave_setLocalAddress(slaves[i], "127.0.0.1");
    CS104_Slave_setLocalPort(slaves[i], port);
    CS104_Slave_setServerMode(slaves[i], CS104_MODE_SINGLE_REDUNDANCY_GROUP);
    CS104_APCIParameters apci = CS104_Slave_getConnectionParameters(slaves[i]);
    apci->k = 12;
    apci->w = 8;
    CS104_Slave_setInterrogationHandler(slaves[i], interrogation, NULL);
    CS104_Slave_start(slaves[i]);
    if (!CS104_Slave_isRunning(slaves[i])) {
      fprintf(stderr, "port %d is taken\n", port);
      return 1;
    }
    masters[i] = CS104_Connection_create("127.0.0.1", port);
    CS104_APCIParameters its = CS104_Connection_getAPCIParameters(masters[i]);
    its->k = 12;
    its->w = 8;
    CS104_Connection_setASDUReceivedHandler(masters[i], received, (void*)(intptr_t)i);
    if (!CS104_Connection_connect(masters[i])) {
      fprintf(stderr, "no connection to port %d\n", port);
      return 1;
    }
    CS104_Connection_sendStartDT(masters[i]);
  }
  Thread feeder = Thread_create(feed, NULL, false);
  Thread_start(feeder);
  Thread_sleep(atoi(arguments[3]));
  long long before = total(), processorBefore = processor(), from = now();
  Thread_sleep(atoi(arguments[4]));
  printf("%lld %lld %lld\n", total() - before, processor() - processorBefore, now() - from);
  fflush(stdout);
  _exit(0);
}
