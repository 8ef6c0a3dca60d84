// SPDX-License-Identifier: AGPL-3.0-only
import type { Registry } from '../registry/index.ts'
import type { Relay } from '../relay/index.ts'
import type { Handlers } from './handlers.ts'

/** Which use case answers which request. */
export const createHandlers = (registry: Registry, relay: Relay): Handlers => ({
  enlist: registry.enlistments.enlist,
  updateDevices: registry.enlistments.updateDevices,
  changeIdentity: registry.identities.changeIdentity,
  unenlist: registry.enlistments.unenlist,
  putIssuerList: (party, { list }) => registry.issuerLists.put(party, list),
  getIssuerList: registry.issuerLists.get,
  putPrekeys: registry.prekeys.put,
  countPrekeys: registry.prekeys.count,
  getBundles: registry.prekeys.get,
  requestContact: registry.contacts.request,
  createInvite: registry.invites.create,
  revokeInvite: registry.invites.revoke,
  decideContact: registry.decisions.decide,
  withdrawConsent: registry.decisions.withdraw,
  reissueToken: registry.grants.reissue,
  setParticipation: registry.participation.setParticipation,
  setProviderChoice: registry.participation.setProviderChoice,
  listEnforcement: (party) => registry.enforcement.ofParty.list(party),
  appeal: (party, appeal) => registry.enforcement.ofParty.appeal(party, appeal),
  submit: relay.accept,
  trace: relay.trace,
  createUpload: relay.attachments.createUpload,
  offerHosted: relay.attachments.offerHosted,
  getAttachment: relay.attachments.get,
  attachmentDone: relay.attachments.done,
  report: relay.report,
})
