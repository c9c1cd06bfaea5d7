/* A Modbus server of libmodbus.
 *
 *     libmodbus_server tcp PORT
 *     libmodbus_server rtu DEVICE BAUD
 *
 * Unit 7. Holding register n holds 1000 + n, input register n holds 2000 + n, coil n is n mod 2, discrete input n is n mod 5 == 0;
 * 100 of each; beyond is exception 02. Values of several registers are pymodbus' part: the orders of libmodbus' own float functions
 * differ between its versions.
 */
#include <errno.h>
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int tcp = argc > 2 && strcmp(argv[1], "tcp") == 0;
  modbus_t *ctx = tcp ? modbus_new_tcp("127.0.0.1", atoi(argv[2])) : modbus_new_rtu(argv[2], atoi(argv[3]), 'N', 8, 1);
  modbus_mapping_t *map = modbus_mapping_new(100, 100, 100, 100);
  for (int i = 0; i < 100; i++) {
    map->tab_registers[i] = 1000 + i;
    map->tab_input_registers[i] = 2000 + i;
    map->tab_bits[i] = i % 2;
    map->tab_input_bits[i] = i % 5 == 0;
  }
  modbus_set_slave(ctx, 7);
  uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
  int listening = tcp ? modbus_tcp_listen(ctx, 1) : modbus_connect(ctx);
  if (listening == -1) {
    fprintf(stderr, "cannot listen: %s\n", modbus_strerror(errno));
    return 1;
  }
  printf("ready\n");
  fflush(stdout);
  for (;;) {
    if (tcp && modbus_tcp_accept(ctx, &listening) == -1) {
      return 1;
    }
    for (;;) {
      int length = modbus_receive(ctx, query);
      if (length > 0) {
        modbus_reply(ctx, query, length, map);
      } else if (length == -1 && tcp) {
        break;
      }
    }
    modbus_close(ctx);
  }
}
