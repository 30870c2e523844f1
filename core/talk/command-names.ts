/** The commands, by their canonical names (behaviour §6). Aliases and wording live in bot/commands. */
export const COMMANDS = [
  'batdau',
  'baocao',
  'nhiemvu',
  'lichsu',
  'tonghop',
  'chuabaocao',
  'quahan',
  'vuongmac',
  'yeucau',
  'giahan',
  'giaolai',
  'moi',
  'nghi',
  'nhac',
  'chedo',
  'lichnghi',
  'nhap',
  'trogiup',
  'huy',
] as const
export type CommandName = (typeof COMMANDS)[number]
