// SPDX-License-Identifier: AGPL-3.0-only
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { parseDay } from '../model/agreement-time.ts'
import type { Milestone } from '../model/agreements.ts'
import { GatewayError } from '../model/errors.ts'
import { keyId, partyId } from '../model/ids.ts'
import { parseApplicationFile } from '../model/party-files.ts'
import type { AgreementView } from '../registry/agreement-view.ts'
import { wordsOf } from './access.ts'
import type { AdminDeps } from './ports.ts'
import { PartyPath, Reason, Why } from './schemas.ts'

const closed = { additionalProperties: false } as const
const Time = Type.String({ format: 'date-time' })
const Day = Type.String({ maxLength: 32 })
const Count = Type.Integer({ minimum: 0, maximum: 100_000 })
const Version = Type.String({ maxLength: 64 })

const Request = Type.Object({ application: Type.Unknown(), receivedOn: Type.Optional(Day), reason: Why }, closed)
/** What the command found in a report, after its signature held. */
const Report = Type.Object({
  report: Type.Object({
    ranAt: Time, keyId: Type.String({ maxLength: 64 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }), kit: Version, protocol: Version,
    passed: Count, failed: Count, absent: Count,
  }, closed),
  reason: Why,
}, closed)
const Rotate = Type.Object({ application: Type.Unknown(), compared: Type.Boolean(), reason: Why }, closed)
const Finish = Type.Object({ unseen: Type.Boolean(), reason: Why }, closed)

const ShownMilestone = Type.Object({ name: Type.String(), state: Type.Enum(['reached', 'missing', 'unfit']), required: Type.Boolean(), at: Type.Optional(Time), why: Type.Optional(Type.String()) }, closed)
const Agreement = Type.Object({
  party: Type.String(), displayName: Type.String(), stage: Type.String(), requestedAt: Type.Optional(Time), due: Type.Optional(Type.String()), daysLeft: Type.Optional(Type.Integer()), overdue: Type.Boolean(),
  liveAt: Type.Optional(Time), next: Type.String(), milestones: Type.Array(ShownMilestone),
  conformance: Type.Optional(Type.Object({ ranAt: Time, attachedAt: Time, signedBy: Type.String(), keyId: Type.String(), sha256: Type.String(), kit: Type.String(), protocol: Type.String(), passed: Count, failed: Count, absent: Count }, closed)),
  rotation: Type.Optional(Type.Object({ begunAt: Time, newKey: Type.String(), vouchedBy: Type.Optional(Type.String()), seenAt: Type.Optional(Time), finishedAt: Type.Optional(Time) }, closed)),
  suspension: Type.Optional(Type.Object({ reason: Type.String(), step: Type.Optional(Type.Object({ id: Type.String(), startedAt: Time, endsAt: Type.Optional(Time), appeal: Type.String() }, closed)) }, closed)),
}, closed)
const Agreements = Type.Object({ agreements: Type.Array(Agreement) }, closed)

interface OfParty { readonly Params: Static<typeof PartyPath> }

/** The way of providers from a request to live. */
export const addAgreementRoutes = (app: FastifyInstance, { agreements, now }: Pick<AdminDeps, 'agreements' | 'now'>): void => {
  const path = '/v1/agreements/:party'
  const answers = { response: { 200: Agreement } }
  app.get('/v1/agreements', { schema: { response: { 200: Agreements } } }, async () => ({ agreements: (await agreements.list()).map(toAgreement) }))
  app.get<OfParty>(path, { schema: { params: PartyPath, ...answers } }, async ({ params }) => toAgreement(await agreements.find(partyId(params.party))))
  app.post<{ Body: Static<typeof Request> }>('/v1/agreements', { schema: { body: Request, response: { 201: Agreement } } }, async (request, reply) => {
    const { application, receivedOn, reason } = request.body
    const view = await agreements.request(parseApplicationFile(application), receivedOn === undefined ? now() : parseDay(receivedOn), wordsOf(request, reason))
    return reply.code(201).send(toAgreement(view))
  })
  for (const step of ['withdraw', 'live'] as const) {
    app.post<OfParty & { Body: Static<typeof Reason> }>(`${path}/${step}`, { schema: { params: PartyPath, body: Reason, ...answers } }, async (request) =>
      toAgreement(await agreements[step === 'live' ? 'goLive' : 'withdraw'](partyId(request.params.party), wordsOf(request, request.body.reason))))
  }
  app.post<OfParty & { Body: Static<typeof Report> }>(`${path}/report`, { schema: { params: PartyPath, body: Report, ...answers } }, async (request) => {
    const { report, reason } = request.body
    return toAgreement(await agreements.attachReport(partyId(request.params.party), { ...report, keyId: keyId(report.keyId), ranAt: momentOf(report.ranAt) }, wordsOf(request, reason)))
  })
  addRotationRoutes(app, agreements)
}

/** The form has been judged; a leap second is of that form, and no moment that is counted here. */
const momentOf = (time: string): number => {
  const ms = Date.parse(time)
  if (Number.isNaN(ms)) throw new GatewayError('MALFORMED', 'report.ranAt: there is no such moment')
  return ms
}

const addRotationRoutes = (app: FastifyInstance, agreements: AdminDeps['agreements']): void => {
  const answers = { response: { 200: Agreement } }
  app.post<OfParty & { Body: Static<typeof Rotate> }>('/v1/agreements/:party/keys', { schema: { params: PartyPath, body: Rotate, ...answers } }, async (request) => {
    const application = parseApplicationFile(request.body.application)
    if (application.party !== partyId(request.params.party)) throw new GatewayError('CONFIG_INVALID', `this is the application of ${application.party}`)
    const { compared, reason } = request.body
    return toAgreement(await agreements.rotate(application, { ...wordsOf(request, reason), compared }))
  })
  app.post<OfParty & { Body: Static<typeof Finish> }>('/v1/agreements/:party/finish-rotation', { schema: { params: PartyPath, body: Finish, ...answers } }, async (request) => {
    const { unseen, reason } = request.body
    return toAgreement(await agreements.finishRotation(partyId(request.params.party), { ...wordsOf(request, reason), unseen }))
  })
}

const toAgreement = ({ party, record, progress, suspension }: AgreementView): Static<typeof Agreement> => {
  const { stage, due, daysLeft, overdue, next } = progress
  const { displayName, requestedAt, liveAt, conformance, rotation } = record
  return {
    party, displayName, stage, ...iso('requestedAt', requestedAt), ...(due === undefined ? {} : { due }), ...(daysLeft === undefined ? {} : { daysLeft }), overdue, ...iso('liveAt', liveAt), next,
    milestones: progress.milestones.map(toMilestone),
    ...(conformance === undefined ? {} : { conformance: { ...conformance, ranAt: timeOf(conformance.ranAt), attachedAt: timeOf(conformance.attachedAt) } }),
    ...(rotation === undefined ? {} : { rotation: { newKey: rotation.newKey, ...(rotation.vouchedBy === undefined ? {} : { vouchedBy: rotation.vouchedBy }), begunAt: timeOf(rotation.begunAt), ...iso('seenAt', rotation.seenAt), ...iso('finishedAt', rotation.finishedAt) } }),
    ...(suspension === undefined ? {} : { suspension: toSuspension(suspension) }),
  }
}

const toMilestone = ({ name, state, required, at, why }: Milestone): Static<typeof ShownMilestone> => ({ name, state, required, ...iso('at', at), ...(why === undefined ? {} : { why }) })

const toSuspension = ({ reason, step }: NonNullable<AgreementView['suspension']>) =>
  ({ reason, ...(step === undefined ? {} : { step: { id: step.id, startedAt: timeOf(step.startedAt), ...iso('endsAt', step.endsAt), appeal: step.appeal } }) })

const timeOf = (ms: number): string => new Date(ms).toISOString()

/** A member that is absent where its moment is. */
const iso = <Name extends string>(name: Name, ms: number | undefined): { readonly [N in Name]?: string } => (ms === undefined ? {} : { [name]: timeOf(ms) } as { readonly [N in Name]?: string })
