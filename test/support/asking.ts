// SPDX-License-Identifier: AGPL-3.0-only
// Promise: what a party gets for a frame, as bytes on its link: the request goes through the codec, the dispatch and the use cases of the daemon, and its answer back.
import type { Answer } from '../../src/model/answers.ts'
import type { VerifiedParty } from '../../src/model/proofs/verified-party.ts'
import type { PartyRequest } from '../../src/model/requests.ts'
import { createDispatch } from '../../src/links/dispatch.ts'
import { errorAnswer } from '../../src/links/error-mapper.ts'
import type { Handlers } from '../../src/links/handlers.ts'
import { decodeGatewayFrame, decodePartyFrame, encodeGatewayFrame, encodePartyFrame } from '../../src/wire/gateway/index.ts'

/** Of every request and answer. */
const FRAME_ID = 7

/** Asks as this party; resolves with the bytes of the answer's frame, in hex. Rejects for what is not in the catalogue of errors. */
export const askFrame = (handlers: Handlers, party: VerifiedParty, request: PartyRequest): Promise<string> =>
  askBytes(handlers, party, encodePartyFrame(FRAME_ID, request))

/** The same, of a request's frame as it comes. */
export const askBytes = async (handlers: Handlers, party: VerifiedParty, bytes: Uint8Array): Promise<string> => {
  const { body } = decodePartyFrame(bytes)
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const dispatch = createDispatch({
    party, signal: new AbortController().signal,
    answer: (_id, answer) => { resolve(answer) },
    failed: (_id, _kind, error) => {
      const answer = errorAnswer(error, () => 'correlation')
      if (answer.code === 'INTERNAL') reject(error instanceof Error ? error : new Error(String(error)))
      else resolve(answer)
    },
    settled: () => undefined,
  }, handlers)
  dispatch.take(FRAME_ID, body as PartyRequest, bytes.length)
  const answer = Buffer.from(encodeGatewayFrame(FRAME_ID, await promise)).toString('hex')
  return answer
}

/** The code of an error's frame, or the kind of another answer's. */
export const readAnswer = (frame: string): string => {
  const { body } = decodeGatewayFrame(Buffer.from(frame, 'hex'))
  if (body.kind === 'error') return body.code
  return body.kind === 'traced' && body.messages.length === 0 ? 'nothing' : body.kind
}
