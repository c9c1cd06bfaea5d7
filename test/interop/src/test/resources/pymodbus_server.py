"""A Modbus server of pymodbus, laid out with pymodbus' own payload builder.

    pymodbus_server.py tcp PORT
    pymodbus_server.py rtu DEVICE BAUD

Unit 7. Holding and input registers: for each of the four orders one block of 40 registers from offset 100 on.
Prints "ready" when it is about to listen.
"""
import sys

from pymodbus.constants import Endian
from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.payload import BinaryPayloadBuilder
from pymodbus.server import StartSerialServer, StartTcpServer
from pymodbus.transaction import ModbusRtuFramer

# ABCD, CDAB, BADC, DCBA
ORDERS = [(Endian.Big, Endian.Big), (Endian.Big, Endian.Little), (Endian.Little, Endian.Big), (Endian.Little, Endian.Little)]


def block(byteorder, wordorder):
    builder = BinaryPayloadBuilder(byteorder=byteorder, wordorder=wordorder)
    builder.add_16bit_uint(65534)                     # 0
    builder.add_16bit_int(-12345)                     # 1
    builder.add_32bit_uint(4023233417)                # 2
    builder.add_32bit_int(-1234567890)                # 4
    builder.add_64bit_uint(12345678901234567890)      # 6
    builder.add_64bit_int(-1234567890123456789)       # 10
    builder.add_32bit_float(123.456)                  # 14
    builder.add_64bit_float(-9876.54321)              # 16
    builder.add_16bit_uint(0x1234)                    # 20, decimal digits
    builder.add_32bit_uint(0x98765432)                # 21
    builder.add_64bit_uint(0x1234567890123456)        # 23
    builder.add_16bit_uint(0xFFFF)                    # 27, not available
    builder.add_16bit_uint(0b1010000000000001)        # 28, bits
    registers = builder.to_registers()
    return registers + [0] * (40 - len(registers))


registers = [0] * 100
for order in ORDERS:
    registers += block(*order)
text = b"Feeder 07 Oak St"
registers += [text[i] << 8 | text[i + 1] for i in range(0, len(text), 2)]   # 260
bits = [i % 3 == 0 for i in range(50)]


def store():
    return ModbusSlaveContext(
        co=ModbusSequentialDataBlock(0, bits), di=ModbusSequentialDataBlock(0, [not b for b in bits]),
        hr=ModbusSequentialDataBlock(0, list(registers)), ir=ModbusSequentialDataBlock(0, list(registers)), zero_mode=True)


context = ModbusServerContext(slaves={7: store(), 8: store()}, single=False)
print("ready", flush=True)
if sys.argv[1] == "tcp":
    StartTcpServer(context=context, address=("127.0.0.1", int(sys.argv[2])))
else:
    StartSerialServer(context=context, framer=ModbusRtuFramer, port=sys.argv[2], baudrate=int(sys.argv[3]), parity="N", timeout=0.005)
