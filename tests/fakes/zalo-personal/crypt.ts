/** Zalo Web's encryptions as the server does them, with node:crypto alone: the client under test brings its own. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'

const ZERO_IV = Buffer.alloc(16)

/** The 32 characters both sides derive for getLoginInfo from what the query carries. */
export function requestKey(zcid: string, zcidExt: string): Buffer {
  const digest = createHash('md5').update(zcidExt).digest('hex').toUpperCase()
  const even = (text: string) => [...text].filter((_, index) => index % 2 === 0)
  const odd = [...zcid].filter((_, index) => index % 2 === 1)
  return Buffer.from(
    [...even(digest).slice(0, 8), ...even(zcid).slice(0, 12), ...odd.reverse().slice(0, 12)].join(''),
    'utf8',
  )
}

/** AES-CBC with a zero IV, base64; 16 bytes of key or 32. */
export function encryptCbc(key: Buffer, text: string): string {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, ZERO_IV)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}

export function decryptCbc(key: Buffer, data: string): string {
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, ZERO_IV)
  return Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]).toString('utf8')
}

/** The signature of a login call: MD5 over its kind and the values of its parameters in the order of their names. */
export function signKey(kind: string, parameters: Readonly<Record<string, string>>): string {
  const values = Object.keys(parameters)
    .sort()
    .map((name) => parameters[name])
  return createHash('md5')
    .update(`zsecure${kind}${values.join('')}`)
    .digest('hex')
}

/** 0 plain, 1 base64 of zlib, 2 AES-GCM of zlib, 3 AES-GCM. */
export type EventEncryption = 0 | 1 | 2 | 3

export function sealEvent(json: string, encrypt: EventEncryption, key: Buffer): string {
  if (encrypt === 0) return json
  if (encrypt === 1) return deflateSync(Buffer.from(json, 'utf8')).toString('base64')
  const plain = Buffer.from(json, 'utf8')
  const iv = randomBytes(16)
  const additional = randomBytes(16)
  const cipher = createCipheriv('aes-128-gcm', key, iv)
  cipher.setAAD(additional)
  const sealed = [cipher.update(encrypt === 2 ? deflateSync(plain) : plain), cipher.final()]
  return encodeURIComponent(
    Buffer.concat([iv, additional, ...sealed, cipher.getAuthTag()]).toString('base64'),
  )
}
