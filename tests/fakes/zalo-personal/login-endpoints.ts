import type { Account } from './account.ts'
import type { Answer, Call } from './call.ts'
import { decryptCbc, encryptCbc, requestKey, signKey } from './crypt.ts'

const SERVICES = [
  'other_contact',
  'chat_e2e',
  'workspace',
  'catalog',
  'boards',
  'downloadStickerUrl',
  'sp_contact',
  'zcloud_up_file',
  'media_store_send2me',
  'push_act',
  'aext',
  'zfamily',
  'group_poll',
  'group_cloud_message',
  'media_store',
  'file',
  'auto_reply',
  'sync_action',
  'friendLan',
  'friend',
  'alias',
  'zimsg',
  'group_board',
  'conversation',
  'group',
  'fallback_LP',
  'friend_board',
  'up_file',
  'zavi',
  'reaction',
  'voice_call',
  'profile',
  'sticker',
  'label',
  'consent',
  'zcloud',
  'chat',
  'todoUrl',
  'recent_search',
  'group_e2e',
  'quick_message',
]

export function serviceHost(service: string): string {
  return `tt-${service.toLowerCase().replaceAll('_', '-')}-wpa.chat.zalo.me`
}

const EXPIRED = { error_code: 102, error_message: 'Phiên đăng nhập không hợp lệ', data: null }

/** The first half of a login: the key under which everything later is encrypted, and where the services are. */
export function getLoginInfo(call: Call, account: Account, socketUrl: string): Answer {
  const query = Object.fromEntries(call.query)
  const { zcid = '', zcid_ext = '', enc_ver = '', params = '', type = '', client_version = '' } = query
  const expected = signKey('getlogininfo', { zcid, zcid_ext, enc_ver, params, type, client_version })
  if (query['signkey'] !== expected)
    return { json: { error_code: -200, error_message: 'signkey', data: null } }
  const key = requestKey(zcid, zcid_ext)
  const asked: unknown = JSON.parse(decryptCbc(key, params))
  const imei = typeof asked === 'object' && asked !== null && 'imei' in asked ? String(asked.imei) : ''
  const isOurs = account.knowsImei(imei)
  if (!isOurs || !account.accepts(call.cookie)) return { json: EXPIRED }
  const services = Object.fromEntries(SERVICES.map((name) => [name, [`https://${serviceHost(name)}`]]))
  const inner = {
    error_code: 0,
    error_message: 'Successful.',
    data: {
      uid: account.uid,
      phone_number: account.phone,
      zpw_enk: account.newKey().toString('base64'),
      zpw_ws: [socketUrl],
      zpw_service_map_v3: services,
    },
  }
  return {
    json: { error_code: 0, error_message: 'Successful.', data: encryptCbc(key, JSON.stringify(inner)) },
    setCookies: account.allSetCookies(),
  }
}

/** The second half needs no login: an expired one shows in the first alone. */
export function getServerInfo(chunkSize: number): Answer {
  return { json: { error_code: 0, error_message: 'Successful.', data: serverInfo(chunkSize) } }
}

function serverInfo(chunkSize: number) {
  return {
    setttings: {
      features: {
        sharefile: {
          big_file_domain_list: [],
          max_size_share_file_v3: 1024,
          restricted_ext_file: ['exe', 'bat'],
          max_file: 50,
          chunk_size_file: chunkSize,
        },
        socket: {
          ping_interval: 180_000,
          retries: {
            '1006': { max: 10, times: [1000, 5000] },
            '1000': { max: 3, times: 1000 },
          },
          close_and_retry_codes: [1006, 1000, 3000, 3003],
          rotate_error_codes: [1006],
          max_msg_size: 65_536,
        },
      },
      keepalive: { alway_keepalive: 0, keepalive_duration: 427, time_deactive: 900 },
    },
    extra_ver: { phonebook: 1, conv_label: '1', friend: '1', alias: '1', block_friend: '1' },
  }
}
