/**
 * Where Zalo keeps what people send: pictures on zdn.vn and zadn.vn, files on dlfl.vn, which redirects to flchat.vn and
 * dlmd.me; its own names for the rest. Seen in public code that downloads from them (for one the host lists of
 * "attachment fetch" tests: f1.zdn.vn, file-stal-16.dlfl.vn, file-stal-16-te-vnso-ne-1.flchat.vn). A leading dot stands
 * for every name below.
 */
export const ZALO_MEDIA_HOSTS = [
  '.zdn.vn',
  '.zadn.vn',
  '.dlfl.vn',
  '.flchat.vn',
  '.dlmd.me',
  '.zalo.me',
  '.zaloapp.com',
  '.zaloplatforms.com',
] as const

/** Whether the host is one of these, and no trick with a longer name. */
export function isAllowedHost(hostname: string, hosts: readonly string[]): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  return hosts.some((host) => (host.startsWith('.') ? name.endsWith(host) : name === host))
}
