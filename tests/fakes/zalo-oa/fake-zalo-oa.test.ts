import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FakeOaUser } from './fake-oa-user.ts'
import { FakeZaloOa } from './fake-zalo-oa.ts'

const HOUR_MS = 3600 * 1000
let nowMs = Date.UTC(2026, 10, 23, 9)
let oa: FakeZaloOa
let lan: FakeOaUser

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 23, 9)
  oa = await FakeZaloOa.start(() => nowMs)
  lan = oa.user('Lan')
  lan.says('Em chào')
})
afterEach(() => oa.stop())

async function refresh(refresh_token: string, secret_key = oa.appSecret) {
  const response = await fetch(`${oa.root}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key },
    body: new URLSearchParams({ refresh_token, app_id: oa.appId, grant_type: 'refresh_token' }),
  })
  return JSON.parse(await response.text())
}

async function send(message: object, access_token: string, user_id = lan.id) {
  const response = await fetch(`${oa.root}/v3.0/oa/message/cs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', access_token },
    body: JSON.stringify({ recipient: { user_id }, message }),
  })
  expect(response.status).toBe(200)
  return JSON.parse(await response.text())
}

describe('tokens', () => {
  test('are exchanged once, for a pair whose access token lives 25 hours', async () => {
    const first = oa.tokens.current
    const pair = await refresh(first)
    expect(pair.expires_in).toBe('90000')
    expect((await refresh(first)).error).toBe(-14020)
    expect((await send({ text: 'x' }, pair.access_token)).error).toBe(0)
    nowMs += 25 * HOUR_MS
    expect((await send({ text: 'x' }, pair.access_token)).error).toBe(-220)
  })

  test('die at once when the next pair is given', async () => {
    const old = await refresh(oa.tokens.current)
    const next = await refresh(old.refresh_token)
    expect((await send({ text: 'x' }, old.access_token)).error).toBe(-216)
    expect((await send({ text: 'x' }, next.access_token)).error).toBe(0)
  })

  test('are not given for a wrong secret, an unknown token, or after three months', async () => {
    const token = oa.tokens.current
    expect((await refresh(token, 'wrong')).error).toBe(-14004)
    expect((await refresh('unknown')).error).toBe(-14014)
    nowMs += 91 * 24 * HOUR_MS
    expect((await refresh(token)).error).toBe(-14014)
  })
})

test.each([
  [47, 0, 'reply'],
  [49, 0, 'sub_quota'],
  [167, 0, 'sub_quota'],
  [168, -230, undefined],
])('%d hours after the last message the answer is %d, paid by %s', async (hours, error, payer) => {
  const { access_token } = await refresh(oa.tokens.current)
  lan.person.lastMessageMs = nowMs - hours * HOUR_MS
  const answer = await send({ text: 'nhắc' }, access_token)
  expect(answer.error).toBe(error)
  expect(answer.data?.quota?.quota_type).toBe(payer)
})

test.each([
  ['somebody who never wrote', () => oa.user('Minh').id, { text: 'x' }, -232],
  ['nobody', () => '1', { text: 'x' }, -201],
  ['nothing said', () => lan.id, { text: '' }, -201],
  ['2001 characters', () => lan.id, { text: 'x'.repeat(2001) }, -210],
  ['a quote of nothing', () => lan.id, { text: 'x', quote_message_id: 'none' }, -201],
  [
    'a file nobody uploaded',
    () => lan.id,
    { attachment: { type: 'file', payload: { token: 'none' } } },
    -201,
  ],
])('%s is refused', async (_, to, message, error) => {
  const { access_token } = await refresh(oa.tokens.current)
  expect((await send(message, access_token, to())).error).toBe(error)
})

test.each([
  ['image', 'image/png', 1_048_576, 0],
  ['image', 'image/png', 1_048_577, -210],
  ['image', 'application/pdf', 10, -201],
  ['file', 'application/pdf', 5_242_880, 0],
  ['file', 'application/pdf', 5_242_881, -210],
  ['file', 'application/zip', 10, -201],
])('an upload as %s of %s with %d bytes is answered %d', async (kind, type, size, error) => {
  const { access_token } = await refresh(oa.tokens.current)
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(size)], { type }), 'x')
  const response = await fetch(`${oa.root}/v2.0/oa/upload/${kind}`, {
    method: 'POST',
    headers: { access_token },
    body,
  })
  expect(JSON.parse(await response.text()).error).toBe(error)
})

test('the transcript tells who said what, and who paid', async () => {
  const { access_token } = await refresh(oa.tokens.current)
  await send({ text: 'Đã nhận' }, access_token)
  expect(oa.transcript()).toBe('Lan: Em chào\nOA -> Lan: (reply) Đã nhận')
})
