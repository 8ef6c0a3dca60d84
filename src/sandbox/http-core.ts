// SPDX-License-Identifier: AGPL-3.0-only
import { userId } from '../model/ids.ts'
import { createHttpEnd } from './http-end.ts'
import { httpFileCalls } from './http-files.ts'
import type { HttpCore, ShownRequest } from './party-contract.ts'

/**
 * The part of a core's server that speaks HTTP, for users without devices of their own. `folder` holds what the operator gave it, and the users' files; it is read at the first
 * call.
 */
export const createHttpCore = (folder: string): HttpCore => {
  const end = createHttpEnd(folder)
  return {
    optInOverHttp: async (name, address, provider, label) => {
      await end.call('PUT', `/users/${name}`, { optedIn: true, findable: true, address })
      await end.call('PUT', `/users/${name}/providers/${provider}`, { allowed: true, inbox: 'combined', label })
      const { providers } = await end.call<{ readonly providers: readonly { readonly user?: string; readonly custody?: string }[] }>('GET', `/users/${name}`)
      const [{ user = '', custody = '' } = {}] = providers
      return { user: userId(user), custody }
    },
    requestOverHttp: async () => {
      const { request = '', displayName = '', custody } = await end.next('contact.requested')
      return { request, displayName, custody: custody.peer ?? '' } satisfies ShownRequest
    },
    decideOverHttp: async (name, provider, request, decision) => { await end.call('POST', `/users/${name}/contacts/${request}`, { provider, decision }) },
    readOverHttp: async () => {
      const { content, number, custody } = await end.hear('text')
      return { text: String(content['text']), number, custody }
    },
    sayOverHttp: (name, provider, ends, text) => end.say({ ...ends, name, provider }, { kind: 'text', text }),
    ...httpFileCalls(end, folder),
  }
}
