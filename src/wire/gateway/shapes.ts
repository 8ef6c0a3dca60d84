// SPDX-License-Identifier: Apache-2.0
import { MAX_FRAME_BYTES } from '../../model/values.ts'
import { compileShapes } from '../prescan.ts'
import type { PrescanLimits } from '../prescan.ts'

/**
 * Fields of a frame, all levels together. The most an honest frame has is an unpacked `Ack` with 1,024 sequences; a device
 * list of ten devices with 64 capabilities each has 680.
 */
const MAX_FIELDS = 2_048
/** Items of repeated fields in one message: what `Ack.also` may hold. */
export const MAX_ITEMS = 1_024

/** What a link decodes; a link that is not yet authenticated lowers `maxBytes`. */
export const frameLimits: PrescanLimits = { maxBytes: MAX_FRAME_BYTES, maxFields: MAX_FIELDS, maxItems: MAX_ITEMS }

/**
 * The messages of `drawbridge.gateway.v1` in the notation of {@link compileShapes}. Written by hand so that no schema is
 * read at run time; a test holds it against proto/.
 */
export const gatewayNotation = {
  Frame: '1v 10:Hello? 11:Auth? 12:Ready? 13:Resume? 14:Resumed? 15:GoAway? 16:LimitsChanged? 18:Deprecation? 19:Error? 20:Done?' +
    ' 30:Enlist? 31:Enlisted? 32:UpdateDevices? 33:ChangeIdentity? 34:Unenlist? 35:Erased? 36:PutIssuerList? 37:GetIssuerList?' +
    ' 38:IssuerList? 40:PutPrekeys? 41:CountPrekeys? 42:PrekeyStock? 43:GetBundles? 44:Bundles?' +
    ' 50:RequestContact? 51:Recorded? 52:DecideContact? 53:WithdrawConsent? 54:ReissueToken? 55:Contact? 56:CreateInvite? 57:InviteCreated? 58:RevokeInvite?' +
    ' 60:SetParticipation? 61:SetProviderChoice? 62:ListEnforcement? 63:EnforcementList? 64:Appeal? 65:EnforcementChanged? 70:Submit? 71:Accepted? 72:DeviceMismatch? 73:Throttled? 74:Deliver? 75:Ack?' +
    ' 76:Nack? 77:QueueEmpty? 78:Event? 79:Trace? 80:Traced?' +
    ' 100:CreateUpload? 101:OfferHosted? 102:GetAttachment? 103:AttachmentTicket? 104:AttachmentStatus? 105:AttachmentDone?' +
    ' 150:Report? 151:Reported?',

  Hello: '1v 2v 3b* 4:TransportLimits 5d 6b 7b 8b',
  TransportLimits: '1v 2v 3v 4v 5v',
  Auth: '1b 2b 3v 4b',
  Ready: '1b 2b 3:Credit 4v 5:AgreementLimits 6v 7b*',
  Credit: '1v 2v',
  AgreementLimits: '1v 2v 3v 4v 5v 6v 7v 8v 9v 10v 11v 12v 13v 14v 15v 16v 17v 18v 19v 20v',
  LimitsChanged: '1v 2:AgreementLimits',
  Resume: '1b 2v 3v*',
  Resumed: '1v',
  GoAway: '1v 2v',
  Deprecation: '1b 2b',
  Error: '1v 2b 3b 4v',
  Done: '',

  Enlist: '1b 2b',
  Enlistment: '1b 2b 3b 4b 5b 6v 7v 8b 9b 10:SignedDeviceList 11:DeviceKeys* 12b',
  SignedDeviceList: '1b 2b',
  DeviceList: '1b 2v 3:Device*',
  Device: '1v 2v 3b* 4b',
  Enlisted: '1v',
  UpdateDevices: '1b 2:SignedDeviceList 3b 4:DeviceKeys*',
  ChangeIdentity: '1b 2b 3b',
  Unenlist: '1b',
  Erased: '1d 2v 3v 4v',
  PutIssuerList: '1b',
  GetIssuerList: '',
  IssuerList: '1b',

  EcPrekey: '1v 2b',
  SignedPrekey: '1v 2b 3b',
  DeviceKeys: '1v 2:SignedPrekey 3:SignedPrekey',
  PutPrekeys: '1b 2v 3:EcPrekey* 4:SignedPrekey* 5:SignedPrekey 6:SignedPrekey',
  CountPrekeys: '1b 2v',
  PrekeyStock: '1v 2v',
  GetBundles: '1b 2b 3b 4v 5v*',
  Bundles: '1b 2b 3:SignedDeviceList 4:DeviceBundle*',
  DeviceBundle: '1v 2:SignedPrekey 3:SignedPrekey 4:EcPrekey',

  RequestContact: '1b 2b 3b 4v*',
  Recorded: '1v',
  DecideContact: '1b 2b? 3b? 4v',
  WithdrawConsent: '1b 2b',
  ReissueToken: '1b 2b',
  Contact: '1b 2b 3b 4b 5b 6v* 7b 8b',
  ContactRequested: '1b 2b 3b 4b 5b 6v* 7v 8b 9b',
  CreateInvite: '1b 2v 3v 4v*',
  InviteCreated: '1b 2b',
  RevokeInvite: '1b 2b',
  SetParticipation: '1b 2v 3b 4v',
  SetProviderChoice: '1b 2b 3v 4v 5b',

  Enforcement: '1b 2b 3v 4b 5b 6d 7d 8d 9v 10b',
  ListEnforcement: '',
  EnforcementList: '1:Enforcement*',
  Appeal: '1b 2b',
  EnforcementChanged: '1:Enforcement',

  Submit: '1b 2b 3v 4b 5b 6b* 7b 8v 9v 10v 11v 12b*',
  Envelope: '1v 2v 3v 4b',
  Accepted: '1d 2:LanePlace* 3:Frank',
  LanePlace: '1v 2v',
  Frank: '1v 2b 3b',
  DeviceMismatch: '1v* 2v* 3v* 4v',
  Throttled: '1v 2v 3:Headroom*',
  Headroom: '1b 2v 3v',
  Deliver: '1v 2b 3b 4v 5b 6v 7v 8d 9v 10b 11:Frank 12b 13v 14v',
  Ack: '1v 2v*',
  Nack: '1v 2b 3v',
  QueueEmpty: '',
  Event: '1v 2d 10:ContactRequested? 11:Contact? 12:IdentityChanged? 13:MessageExpired? 14:PrekeysLow? 15:MessageFailed?',
  IdentityChanged: '1b 2b 3b 5b 6v',
  MessageExpired: '1b 2v 3b 4v*',
  MessageFailed: '1b 2v 3b 4v*',
  PrekeysLow: '1b 2v 3v 4v',
  Trace: '1b 2b',
  Traced: '1:TracedMessage*',
  TracedMessage: '1v 2d 3:TracedPlace*',
  TracedPlace: '1v 2v 3v 4d 5d',

  CreateUpload: '1b 2v 3b 4b 5v 6b',
  OfferHosted: '1b 2v 3b 4b 5v 6b 7b 8b',
  GetAttachment: '1b 2v 3b',
  AttachmentTicket: '1b 2b 3b 4d 5v 6v',
  AttachmentStatus: '1b 2v 3v',
  AttachmentDone: '1b 2v 3b',

  Report: '1b 2b 3b 4:FrankedMessage* 5b',
  FrankedMessage: '1v 2b 3d 4b 5v 6b',
  Reported: '1b 2v',
} as const

/** The shapes of {@link gatewayNotation}. */
export const gatewayShapes = compileShapes(gatewayNotation)
