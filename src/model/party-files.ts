// SPDX-License-Identifier: Apache-2.0
import { parseAgreementJwk } from './agreement-key.ts'
import type { AdmissionFile, ApplicationFile } from './credentials.ts'
import { isSafeDisplayText } from './display-text.ts'
import { keyId, partyId } from './ids.ts'
import { parseKeySet, parsePublicJwk } from './jwk.ts'
import { mediaHost } from './attachments.ts'
import { fileError, strictChoice, strictObject, strictParsed, strictText } from './strict-json.ts'
import type { BindingMode, Role } from './values.ts'

const ROLES: readonly Role[] = ['provider', 'core']
const BINDING_MODES: readonly BindingMode[] = ['exporter', 'proxy', 'plain-loopback']
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/
const PARTY_FORM = 'a lower-case domain name'
/** Longest address of a link endpoint: what every HTTP implementation takes. */
const MAX_URL_CHARACTERS = 2_048
/** Longest succession: a header, and claims with two keys of each kind. */
const MAX_SUCCESSION_CHARACTERS = 2_048
/** Media hosts of one agreement: a few regions. */
const MAX_MEDIA_HOSTS = 16

/** An application file from parsed JSON, every key checked and none unknown. Throws `CONFIG_INVALID` saying what is wrong and where. */
export const parseApplicationFile = (json: unknown): ApplicationFile => {
  const file = strictObject(json, '', ['drawbridge', 'party', 'role', 'displayName', 'linkKeys', 'issuerKeys'], ['succession', 'wakeUrl', 'mediaHosts'])
  return Object.freeze({
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['application/1']),
    party: strictParsed(file.party, 'party', partyId, PARTY_FORM),
    role: strictChoice(file.role, 'role', ROLES),
    displayName: parseDisplayName(file.displayName),
    linkKeys: parseKeySet(file.linkKeys, 'linkKeys', 'link'),
    issuerKeys: parseKeySet(file.issuerKeys, 'issuerKeys', 'issuer'),
    ...(file.succession === undefined ? {} : { succession: parseSuccession(file.succession) }),
    ...(file.wakeUrl === undefined ? {} : { wakeUrl: parseWakeUrl(file.wakeUrl) }),
    ...(file.mediaHosts === undefined ? {} : { mediaHosts: parseMediaHosts(file.mediaHosts) }),
  })
}

/** An admission file from parsed JSON, every key checked and none unknown. Throws `CONFIG_INVALID` saying what is wrong and where. */
export const parseAdmissionFile = (json: unknown): AdmissionFile => {
  const file = strictObject(json, '', ['drawbridge', 'party', 'role', 'bindingMode', 'gateway', 'core'], ['moderationKey'])
  const bindingMode = strictChoice(file.bindingMode, 'bindingMode', BINDING_MODES)
  const admission: AdmissionFile = {
    drawbridge: strictChoice(file.drawbridge, 'drawbridge', ['admission/1']),
    party: strictParsed(file.party, 'party', partyId, PARTY_FORM),
    role: strictChoice(file.role, 'role', ROLES),
    bindingMode,
    gateway: parseGateway(file.gateway, bindingMode),
    core: parseCore(file.core),
    ...(file.moderationKey === undefined ? {} : { moderationKey: parseAgreementJwk(file.moderationKey, 'moderationKey') }),
  }
  if ((admission.core.party === admission.party) !== (admission.role === 'core')) {
    throw fileError('core.party', 'must be the party itself for role core, and another for role provider')
  }
  return Object.freeze(admission)
}

/**
 * The address of a link endpoint: `wss://`, or `ws://` to a loopback address, since everything else would carry the users'
 * traffic in the clear. Binding `exporter` needs `wss://`, `plain-loopback` needs `ws://`. Throws `CONFIG_INVALID`.
 */
export const parseLinkUrl = (value: unknown, where: string, bindingMode: BindingMode): string => {
  const text = strictText(value, where)
  const url = text.length <= MAX_URL_CHARACTERS && URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['ws:', 'wss:'].includes(url.protocol)) throw fileError(where, 'must be a ws:// or wss:// address')
  if (url.username !== '' || url.password !== '' || url.hash !== '') throw fileError(where, 'must not hold a user, password or fragment')
  if (url.protocol === 'ws:' && !isLoopback(url.hostname)) throw fileError(where, 'must be wss:// unless the host is a loopback address')
  if (bindingMode === 'exporter' && url.protocol !== 'wss:') throw fileError(where, 'must be wss:// with binding mode exporter')
  if (bindingMode === 'plain-loopback' && url.protocol !== 'ws:') throw fileError(where, 'must be ws:// with binding mode plain-loopback')
  return text
}

/** Its form only: the gateway knows the keys that must have signed it. */
const parseSuccession = (value: unknown): string => {
  const text = strictText(value, 'succession')
  if (text.length > MAX_SUCCESSION_CHARACTERS || !COMPACT_JWS.test(text)) throw fileError('succession', 'must be a compact JWS')
  return text
}

/** Its form only: which hosts it may name is for the operator's gateway to say. */
const parseWakeUrl = (value: unknown): string => {
  const text = strictText(value, 'wakeUrl')
  const url = text.length <= MAX_URL_CHARACTERS && URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['https:', 'http:'].includes(url.protocol)) throw fileError('wakeUrl', 'must be an https:// address')
  if (url.username !== '' || url.password !== '' || url.hash !== '') throw fileError('wakeUrl', 'must not hold a user, password or fragment')
  return text
}

const parseMediaHosts = (value: unknown): readonly string[] => {
  if (!Array.isArray(value) || value.length > MAX_MEDIA_HOSTS) throw fileError('mediaHosts', `must be at most ${String(MAX_MEDIA_HOSTS)} host names`)
  return Object.freeze(value.map((host: unknown, index) => strictParsed(host, `mediaHosts[${String(index)}]`, mediaHost, 'a lower-case host name, with :port where it is not 443')))
}

const parseGateway = (value: unknown, bindingMode: BindingMode): AdmissionFile['gateway'] => {
  const gateway = strictObject(value, 'gateway', ['id', 'url', 'linkKey', 'frankKey'])
  const linkKey = parsePublicJwk(gateway.linkKey, 'gateway.linkKey', 'link')
  const frankKey = parsePublicJwk(gateway.frankKey, 'gateway.frankKey', 'link')
  if (gateway.id !== linkKey.kid) throw fileError('gateway.id', 'must be the thumbprint of gateway.linkKey')
  return Object.freeze({ id: keyId(linkKey.kid), url: parseLinkUrl(gateway.url, 'gateway.url', bindingMode), linkKey, frankKey })
}

const parseCore = (value: unknown): AdmissionFile['core'] => {
  const core = strictObject(value, 'core', ['party', 'issuerKeys'])
  return Object.freeze({
    party: strictParsed(core.party, 'core.party', partyId, PARTY_FORM),
    issuerKeys: parseKeySet(core.issuerKeys, 'core.issuerKeys', 'issuer'),
  })
}

const parseDisplayName = (value: unknown): string => {
  const name = strictText(value, 'displayName')
  if (name.trim() === '' || !isSafeDisplayText(name)) throw fileError('displayName', 'must be 1 to 64 characters that are safe to show')
  return name
}

/** `new URL` has already turned every spelling of an IPv4 address into four decimal numbers. */
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
