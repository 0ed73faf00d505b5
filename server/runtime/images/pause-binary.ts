// The pause program as a static ELF of a few hundred bytes, assembled here: a sandbox must work where there is neither a
// registry nor a compiler. As PID 1 it holds the namespaces, reaps orphans, and ends with 0 on SIGTERM or SIGINT.
//
//   block SIGTERM, SIGINT, SIGCHLD        rt_sigprocmask
//   wait:  sig = next blocked signal      rt_sigtimedwait
//          error: wait; SIGCHLD: reap; else exit_group(0)
//   reap:  while wait4(any, WNOHANG) > 0; then wait
//
// Blocked signals are queued even for PID 1, which otherwise never sees a signal that it has no handler for (signal(7)).
import type { Architecture } from './image-archive';

const SIGINT = 2;
const SIGTERM = 15;
const SIGCHLD = 17;
const bit = (signal: number): bigint => 1n << BigInt(signal - 1);
/** sigset_t of the kernel: eight bytes. */
const MASK = bit(SIGINT) | bit(SIGTERM) | bit(SIGCHLD);

const LOAD_ADDRESS = 0x400000;
const ELF_HEADER_BYTES = 64;
const PROGRAM_HEADER_BYTES = 56;
const HEADER_BYTES = ELF_HEADER_BYTES + PROGRAM_HEADER_BYTES;

/** Machine code up to the mask that follows it; `mask` is addressed relative to the instruction. */
const AMD64_CODE = [
  'b80e000000', //       mov   eax, 14         rt_sigprocmask(
  '31ff', //             xor   edi, edi          SIG_BLOCK,
  '488d354f000000', //   lea   rsi, [mask]       &mask,
  '31d2', //             xor   edx, edx          NULL,
  '41ba08000000', //     mov   r10d, 8           8)
  '0f05', //             syscall
  'b880000000', // wait: mov   eax, 128        rt_sigtimedwait(
  '488d3d39000000', //   lea   rdi, [mask]       &mask,
  '31f6', //             xor   esi, esi          NULL,
  '31d2', //             xor   edx, edx          NULL,
  '41ba08000000', //     mov   r10d, 8           8)
  '0f05', //             syscall
  '83f811', //           cmp   eax, SIGCHLD
  '740d', //             je    reap
  '85c0', //             test  eax, eax
  '78df', //             js    wait
  'b8e7000000', //       mov   eax, 231        exit_group(
  '31ff', //             xor   edi, edi          0)
  '0f05', //             syscall
  'b83d000000', // reap: mov   eax, 61         wait4(
  '4883cfff', //         or    rdi, -1           -1,
  '31f6', //             xor   esi, esi          NULL,
  'ba01000000', //       mov   edx, 1            WNOHANG,
  '4531d2', //           xor   r10d, r10d        NULL)
  '0f05', //             syscall
  '85c0', //             test  eax, eax
  '7fe7', //             jg    reap
  'ebbb', //             jmp   wait
];

/** The same in AArch64: number of the call in x8, arguments from x0. Words, as a disassembler prints them. */
const ARM64_CODE = [
  'd2800000', //       mov  x0, #0          rt_sigprocmask(SIG_BLOCK,
  '10000361', //       adr  x1, mask          &mask,
  'd2800002', //       mov  x2, #0            NULL,
  'd2800103', //       mov  x3, #8            8)
  'd28010e8', //       mov  x8, #135
  'd4000001', //       svc  #0
  '100002c0', // wait: adr  x0, mask        rt_sigtimedwait(&mask,
  'd2800001', //       mov  x1, #0            NULL,
  'd2800002', //       mov  x2, #0            NULL,
  'd2800103', //       mov  x3, #8            8)
  'd2801128', //       mov  x8, #137
  'd4000001', //       svc  #0
  '7100441f', //       cmp  w0, #SIGCHLD
  '540000a0', //       b.eq reap
  '37ffff00', //       tbnz w0, #31, wait
  'd2800000', //       mov  x0, #0          exit_group(0)
  'd2800bc8', //       mov  x8, #94
  'd4000001', //       svc  #0
  '92800000', // reap: mov  x0, #-1         wait4(-1,
  'd2800001', //       mov  x1, #0            NULL,
  'd2800022', //       mov  x2, #1            WNOHANG,
  'd2800003', //       mov  x3, #0            NULL)
  'd2802088', //       mov  x8, #260
  'd4000001', //       svc  #0
  '7100001f', //       cmp  w0, #0
  '54ffff2c', //       b.gt reap
  '17ffffec', //       b    wait
  'd503201f', //       nop                  (aligns the mask)
];

const littleEndian = (word: string): Buffer => Buffer.from(word, 'hex').reverse();

const MACHINES = {
  amd64: { id: 0x3e, code: Buffer.from(AMD64_CODE.join(''), 'hex') },
  arm64: { id: 0xb7, code: Buffer.concat(ARM64_CODE.map(littleEndian)) },
} as const;

function maskBytes(): Buffer {
  const mask = Buffer.alloc(8);
  mask.writeBigUInt64LE(MASK);
  return mask;
}

/** The executable for one architecture. */
export function pauseBinary(architecture: Architecture): Buffer {
  const machine = MACHINES[architecture];
  const code = Buffer.concat([machine.code, maskBytes()]);
  const file = Buffer.alloc(HEADER_BYTES + code.length);
  // e_ident: 64-bit, little-endian, version 1, System V.
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]).copy(file);
  file.writeUInt16LE(2, 16); // ET_EXEC
  file.writeUInt16LE(machine.id, 18);
  file.writeUInt32LE(1, 20); // version
  file.writeBigUInt64LE(BigInt(LOAD_ADDRESS + HEADER_BYTES), 24); // entry
  file.writeBigUInt64LE(BigInt(ELF_HEADER_BYTES), 32); // program headers
  file.writeUInt16LE(ELF_HEADER_BYTES, 52);
  file.writeUInt16LE(PROGRAM_HEADER_BYTES, 54);
  file.writeUInt16LE(1, 56);
  // One segment, readable and executable: the whole file.
  file.writeUInt32LE(1, 64); // PT_LOAD
  file.writeUInt32LE(5, 68);
  file.writeBigUInt64LE(BigInt(LOAD_ADDRESS), 80);
  file.writeBigUInt64LE(BigInt(LOAD_ADDRESS), 88);
  file.writeBigUInt64LE(BigInt(file.length), 96);
  file.writeBigUInt64LE(BigInt(file.length), 104);
  file.writeBigUInt64LE(0x10000n, 112); // alignment: pages of up to 64 KiB on arm64
  code.copy(file, HEADER_BYTES);
  return file;
}
