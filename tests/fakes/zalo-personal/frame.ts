/** A WebSocket frame of Zalo Web: u8 version, u16 command (little endian), u8 sub-command, then UTF-8 JSON. */
export interface Frame {
  readonly command: number
  readonly subCommand: number
  readonly data: unknown
}

export function encodeFrame({ command, subCommand, data }: Frame): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt8(1, 0)
  header.writeUInt16LE(command, 1)
  header.writeUInt8(subCommand, 3)
  return Buffer.concat([header, Buffer.from(JSON.stringify(data), 'utf8')])
}

export function decodeFrame(bytes: Buffer): Frame {
  const data: unknown = JSON.parse(bytes.subarray(4).toString('utf8'))
  return { command: bytes.readUInt16LE(1), subCommand: bytes.readUInt8(3), data }
}
