// SPDX-License-Identifier: Apache-2.0
// Generated from proto/ by scripts/generate.mjs. Do not edit.
import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace drawbridge. */
export namespace drawbridge {

    /** Namespace gateway. */
    namespace gateway {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a CreateUpload.
             * @deprecated Use drawbridge.gateway.v1.CreateUpload.$Properties instead.
             */
            interface ICreateUpload extends drawbridge.gateway.v1.CreateUpload.$Properties {
            }

            /** Represents a CreateUpload. */
            class CreateUpload {

                /**
                 * Constructs a new CreateUpload.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.CreateUpload.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CreateUpload senderUser. */
                senderUser: Uint8Array;

                /** CreateUpload senderDevice. */
                senderDevice: number;

                /** CreateUpload recipientUser. */
                recipientUser: Uint8Array;

                /** CreateUpload consentToken. */
                consentToken: Uint8Array;

                /** CreateUpload sizeBytes. */
                sizeBytes: number;

                /** CreateUpload sha256. */
                sha256: Uint8Array;

                /**
                 * Encodes the specified CreateUpload message. Does not implicitly {@link drawbridge.gateway.v1.CreateUpload.verify|verify} messages.
                 * @param message CreateUpload message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.CreateUpload.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CreateUpload message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.CreateUpload & drawbridge.gateway.v1.CreateUpload.$Shape} CreateUpload
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.CreateUpload & drawbridge.gateway.v1.CreateUpload.$Shape;
            }

            namespace CreateUpload {

                /** Properties of a CreateUpload. */
                interface $Properties {

                    /** CreateUpload senderUser */
                    senderUser?: (Uint8Array|null);

                    /** CreateUpload senderDevice */
                    senderDevice?: (number|null);

                    /** CreateUpload recipientUser */
                    recipientUser?: (Uint8Array|null);

                    /** CreateUpload consentToken */
                    consentToken?: (Uint8Array|null);

                    /** CreateUpload sizeBytes */
                    sizeBytes?: (number|null);

                    /** CreateUpload sha256 */
                    sha256?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CreateUpload. */
                type $Shape = drawbridge.gateway.v1.CreateUpload.$Properties;
            }

            /**
             * Properties of an OfferHosted.
             * @deprecated Use drawbridge.gateway.v1.OfferHosted.$Properties instead.
             */
            interface IOfferHosted extends drawbridge.gateway.v1.OfferHosted.$Properties {
            }

            /** Represents an OfferHosted. */
            class OfferHosted {

                /**
                 * Constructs a new OfferHosted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.OfferHosted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OfferHosted senderUser. */
                senderUser: Uint8Array;

                /** OfferHosted senderDevice. */
                senderDevice: number;

                /** OfferHosted recipientUser. */
                recipientUser: Uint8Array;

                /** OfferHosted consentToken. */
                consentToken: Uint8Array;

                /** OfferHosted sizeBytes. */
                sizeBytes: number;

                /** OfferHosted sha256. */
                sha256: Uint8Array;

                /** OfferHosted host. */
                host: string;

                /** OfferHosted path. */
                path: string;

                /**
                 * Encodes the specified OfferHosted message. Does not implicitly {@link drawbridge.gateway.v1.OfferHosted.verify|verify} messages.
                 * @param message OfferHosted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.OfferHosted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OfferHosted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.OfferHosted & drawbridge.gateway.v1.OfferHosted.$Shape} OfferHosted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.OfferHosted & drawbridge.gateway.v1.OfferHosted.$Shape;
            }

            namespace OfferHosted {

                /** Properties of an OfferHosted. */
                interface $Properties {

                    /** OfferHosted senderUser */
                    senderUser?: (Uint8Array|null);

                    /** OfferHosted senderDevice */
                    senderDevice?: (number|null);

                    /** OfferHosted recipientUser */
                    recipientUser?: (Uint8Array|null);

                    /** OfferHosted consentToken */
                    consentToken?: (Uint8Array|null);

                    /** OfferHosted sizeBytes */
                    sizeBytes?: (number|null);

                    /** OfferHosted sha256 */
                    sha256?: (Uint8Array|null);

                    /** OfferHosted host */
                    host?: (string|null);

                    /** OfferHosted path */
                    path?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an OfferHosted. */
                type $Shape = drawbridge.gateway.v1.OfferHosted.$Properties;
            }

            /**
             * Properties of a GetAttachment.
             * @deprecated Use drawbridge.gateway.v1.GetAttachment.$Properties instead.
             */
            interface IGetAttachment extends drawbridge.gateway.v1.GetAttachment.$Properties {
            }

            /** Represents a GetAttachment. */
            class GetAttachment {

                /**
                 * Constructs a new GetAttachment.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.GetAttachment.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetAttachment user. */
                user: Uint8Array;

                /** GetAttachment deviceId. */
                deviceId: number;

                /** GetAttachment attachmentId. */
                attachmentId: Uint8Array;

                /**
                 * Encodes the specified GetAttachment message. Does not implicitly {@link drawbridge.gateway.v1.GetAttachment.verify|verify} messages.
                 * @param message GetAttachment message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.GetAttachment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetAttachment message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.GetAttachment & drawbridge.gateway.v1.GetAttachment.$Shape} GetAttachment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.GetAttachment & drawbridge.gateway.v1.GetAttachment.$Shape;
            }

            namespace GetAttachment {

                /** Properties of a GetAttachment. */
                interface $Properties {

                    /** GetAttachment user */
                    user?: (Uint8Array|null);

                    /** GetAttachment deviceId */
                    deviceId?: (number|null);

                    /** GetAttachment attachmentId */
                    attachmentId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetAttachment. */
                type $Shape = drawbridge.gateway.v1.GetAttachment.$Properties;
            }

            /**
             * Properties of an AttachmentTicket.
             * @deprecated Use drawbridge.gateway.v1.AttachmentTicket.$Properties instead.
             */
            interface IAttachmentTicket extends drawbridge.gateway.v1.AttachmentTicket.$Properties {
            }

            /** Represents an AttachmentTicket. */
            class AttachmentTicket {

                /**
                 * Constructs a new AttachmentTicket.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.AttachmentTicket.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AttachmentTicket attachmentId. */
                attachmentId: Uint8Array;

                /** AttachmentTicket url. */
                url: string;

                /** AttachmentTicket ticket. */
                ticket: Uint8Array;

                /** AttachmentTicket expiresTimeMs. */
                expiresTimeMs: number;

                /** AttachmentTicket direction. */
                direction: drawbridge.gateway.v1.AttachmentDirection;

                /** AttachmentTicket sizeBytes. */
                sizeBytes: number;

                /**
                 * Encodes the specified AttachmentTicket message. Does not implicitly {@link drawbridge.gateway.v1.AttachmentTicket.verify|verify} messages.
                 * @param message AttachmentTicket message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.AttachmentTicket.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AttachmentTicket message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.AttachmentTicket & drawbridge.gateway.v1.AttachmentTicket.$Shape} AttachmentTicket
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.AttachmentTicket & drawbridge.gateway.v1.AttachmentTicket.$Shape;
            }

            namespace AttachmentTicket {

                /** Properties of an AttachmentTicket. */
                interface $Properties {

                    /** AttachmentTicket attachmentId */
                    attachmentId?: (Uint8Array|null);

                    /** AttachmentTicket url */
                    url?: (string|null);

                    /** AttachmentTicket ticket */
                    ticket?: (Uint8Array|null);

                    /** AttachmentTicket expiresTimeMs */
                    expiresTimeMs?: (number|null);

                    /** AttachmentTicket direction */
                    direction?: (drawbridge.gateway.v1.AttachmentDirection|null);

                    /** AttachmentTicket sizeBytes */
                    sizeBytes?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AttachmentTicket. */
                type $Shape = drawbridge.gateway.v1.AttachmentTicket.$Properties;
            }

            /** AttachmentDirection enum. */
            enum AttachmentDirection {

                /** ATTACHMENT_DIRECTION_UNSPECIFIED value */
                ATTACHMENT_DIRECTION_UNSPECIFIED = 0,

                /** ATTACHMENT_DIRECTION_UPLOAD value */
                ATTACHMENT_DIRECTION_UPLOAD = 1,

                /** ATTACHMENT_DIRECTION_DOWNLOAD value */
                ATTACHMENT_DIRECTION_DOWNLOAD = 2
            }

            /**
             * Properties of an AttachmentStatus.
             * @deprecated Use drawbridge.gateway.v1.AttachmentStatus.$Properties instead.
             */
            interface IAttachmentStatus extends drawbridge.gateway.v1.AttachmentStatus.$Properties {
            }

            /** Represents an AttachmentStatus. */
            class AttachmentStatus {

                /**
                 * Constructs a new AttachmentStatus.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.AttachmentStatus.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AttachmentStatus attachmentId. */
                attachmentId: Uint8Array;

                /** AttachmentStatus state. */
                state: drawbridge.gateway.v1.AttachmentState;

                /** AttachmentStatus retryAfterSeconds. */
                retryAfterSeconds: number;

                /**
                 * Encodes the specified AttachmentStatus message. Does not implicitly {@link drawbridge.gateway.v1.AttachmentStatus.verify|verify} messages.
                 * @param message AttachmentStatus message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.AttachmentStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AttachmentStatus message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.AttachmentStatus & drawbridge.gateway.v1.AttachmentStatus.$Shape} AttachmentStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.AttachmentStatus & drawbridge.gateway.v1.AttachmentStatus.$Shape;
            }

            namespace AttachmentStatus {

                /** Properties of an AttachmentStatus. */
                interface $Properties {

                    /** AttachmentStatus attachmentId */
                    attachmentId?: (Uint8Array|null);

                    /** AttachmentStatus state */
                    state?: (drawbridge.gateway.v1.AttachmentState|null);

                    /** AttachmentStatus retryAfterSeconds */
                    retryAfterSeconds?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AttachmentStatus. */
                type $Shape = drawbridge.gateway.v1.AttachmentStatus.$Properties;
            }

            /** AttachmentState enum. */
            enum AttachmentState {

                /** ATTACHMENT_STATE_UNSPECIFIED value */
                ATTACHMENT_STATE_UNSPECIFIED = 0,

                /** ATTACHMENT_STATE_PENDING value */
                ATTACHMENT_STATE_PENDING = 1,

                /** ATTACHMENT_STATE_AVAILABLE value */
                ATTACHMENT_STATE_AVAILABLE = 2,

                /** ATTACHMENT_STATE_EXPIRED value */
                ATTACHMENT_STATE_EXPIRED = 3,

                /** ATTACHMENT_STATE_GONE value */
                ATTACHMENT_STATE_GONE = 4,

                /** ATTACHMENT_STATE_TOO_LARGE value */
                ATTACHMENT_STATE_TOO_LARGE = 5,

                /** ATTACHMENT_STATE_CORRUPT value */
                ATTACHMENT_STATE_CORRUPT = 6
            }

            /**
             * Properties of an AttachmentDone.
             * @deprecated Use drawbridge.gateway.v1.AttachmentDone.$Properties instead.
             */
            interface IAttachmentDone extends drawbridge.gateway.v1.AttachmentDone.$Properties {
            }

            /** Represents an AttachmentDone. */
            class AttachmentDone {

                /**
                 * Constructs a new AttachmentDone.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.AttachmentDone.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AttachmentDone user. */
                user: Uint8Array;

                /** AttachmentDone deviceId. */
                deviceId: number;

                /** AttachmentDone attachmentId. */
                attachmentId: Uint8Array;

                /**
                 * Encodes the specified AttachmentDone message. Does not implicitly {@link drawbridge.gateway.v1.AttachmentDone.verify|verify} messages.
                 * @param message AttachmentDone message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.AttachmentDone.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AttachmentDone message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.AttachmentDone & drawbridge.gateway.v1.AttachmentDone.$Shape} AttachmentDone
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.AttachmentDone & drawbridge.gateway.v1.AttachmentDone.$Shape;
            }

            namespace AttachmentDone {

                /** Properties of an AttachmentDone. */
                interface $Properties {

                    /** AttachmentDone user */
                    user?: (Uint8Array|null);

                    /** AttachmentDone deviceId */
                    deviceId?: (number|null);

                    /** AttachmentDone attachmentId */
                    attachmentId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AttachmentDone. */
                type $Shape = drawbridge.gateway.v1.AttachmentDone.$Properties;
            }

            /**
             * Properties of a SetParticipation.
             * @deprecated Use drawbridge.gateway.v1.SetParticipation.$Properties instead.
             */
            interface ISetParticipation extends drawbridge.gateway.v1.SetParticipation.$Properties {
            }

            /** Represents a SetParticipation. */
            class SetParticipation {

                /**
                 * Constructs a new SetParticipation.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.SetParticipation.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetParticipation userReference. */
                userReference: string;

                /** SetParticipation optedIn. */
                optedIn: boolean;

                /** SetParticipation address. */
                address: string;

                /** SetParticipation findable. */
                findable: boolean;

                /**
                 * Encodes the specified SetParticipation message. Does not implicitly {@link drawbridge.gateway.v1.SetParticipation.verify|verify} messages.
                 * @param message SetParticipation message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.SetParticipation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetParticipation message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.SetParticipation & drawbridge.gateway.v1.SetParticipation.$Shape} SetParticipation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.SetParticipation & drawbridge.gateway.v1.SetParticipation.$Shape;
            }

            namespace SetParticipation {

                /** Properties of a SetParticipation. */
                interface $Properties {

                    /** SetParticipation userReference */
                    userReference?: (string|null);

                    /** SetParticipation optedIn */
                    optedIn?: (boolean|null);

                    /** SetParticipation address */
                    address?: (string|null);

                    /** SetParticipation findable */
                    findable?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetParticipation. */
                type $Shape = drawbridge.gateway.v1.SetParticipation.$Properties;
            }

            /**
             * Properties of a SetProviderChoice.
             * @deprecated Use drawbridge.gateway.v1.SetProviderChoice.$Properties instead.
             */
            interface ISetProviderChoice extends drawbridge.gateway.v1.SetProviderChoice.$Properties {
            }

            /** Represents a SetProviderChoice. */
            class SetProviderChoice {

                /**
                 * Constructs a new SetProviderChoice.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.SetProviderChoice.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetProviderChoice userReference. */
                userReference: string;

                /** SetProviderChoice provider. */
                provider: string;

                /** SetProviderChoice allowed. */
                allowed: boolean;

                /** SetProviderChoice inbox. */
                inbox: drawbridge.gateway.v1.Inbox;

                /** SetProviderChoice label. */
                label: string;

                /**
                 * Encodes the specified SetProviderChoice message. Does not implicitly {@link drawbridge.gateway.v1.SetProviderChoice.verify|verify} messages.
                 * @param message SetProviderChoice message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.SetProviderChoice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetProviderChoice message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.SetProviderChoice & drawbridge.gateway.v1.SetProviderChoice.$Shape} SetProviderChoice
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.SetProviderChoice & drawbridge.gateway.v1.SetProviderChoice.$Shape;
            }

            namespace SetProviderChoice {

                /** Properties of a SetProviderChoice. */
                interface $Properties {

                    /** SetProviderChoice userReference */
                    userReference?: (string|null);

                    /** SetProviderChoice provider */
                    provider?: (string|null);

                    /** SetProviderChoice allowed */
                    allowed?: (boolean|null);

                    /** SetProviderChoice inbox */
                    inbox?: (drawbridge.gateway.v1.Inbox|null);

                    /** SetProviderChoice label */
                    label?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetProviderChoice. */
                type $Shape = drawbridge.gateway.v1.SetProviderChoice.$Properties;
            }

            /** Inbox enum. */
            enum Inbox {

                /** INBOX_UNSPECIFIED value */
                INBOX_UNSPECIFIED = 0,

                /** INBOX_SEPARATE value */
                INBOX_SEPARATE = 1,

                /** INBOX_COMBINED value */
                INBOX_COMBINED = 2
            }

            /** Purpose enum. */
            enum Purpose {

                /** PURPOSE_UNSPECIFIED value */
                PURPOSE_UNSPECIFIED = 0,

                /** PURPOSE_CHAT value */
                PURPOSE_CHAT = 1,

                /** PURPOSE_SERVICE value */
                PURPOSE_SERVICE = 2,

                /** PURPOSE_MARKETING value */
                PURPOSE_MARKETING = 3
            }

            /**
             * Properties of a RequestContact.
             * @deprecated Use drawbridge.gateway.v1.RequestContact.$Properties instead.
             */
            interface IRequestContact extends drawbridge.gateway.v1.RequestContact.$Properties {
            }

            /** Represents a RequestContact. */
            class RequestContact {

                /**
                 * Constructs a new RequestContact.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.RequestContact.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RequestContact fromUser. */
                fromUser: Uint8Array;

                /** RequestContact toAddress. */
                toAddress: string;

                /** RequestContact invite. */
                invite: Uint8Array;

                /** RequestContact purposes. */
                purposes: drawbridge.gateway.v1.Purpose[];

                /**
                 * Encodes the specified RequestContact message. Does not implicitly {@link drawbridge.gateway.v1.RequestContact.verify|verify} messages.
                 * @param message RequestContact message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.RequestContact.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RequestContact message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.RequestContact & drawbridge.gateway.v1.RequestContact.$Shape} RequestContact
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.RequestContact & drawbridge.gateway.v1.RequestContact.$Shape;
            }

            namespace RequestContact {

                /** Properties of a RequestContact. */
                interface $Properties {

                    /** RequestContact fromUser */
                    fromUser?: (Uint8Array|null);

                    /** RequestContact toAddress */
                    toAddress?: (string|null);

                    /** RequestContact invite */
                    invite?: (Uint8Array|null);

                    /** RequestContact purposes */
                    purposes?: (drawbridge.gateway.v1.Purpose[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RequestContact. */
                type $Shape = drawbridge.gateway.v1.RequestContact.$Properties;
            }

            /**
             * Properties of a Recorded.
             * @deprecated Use drawbridge.gateway.v1.Recorded.$Properties instead.
             */
            interface IRecorded extends drawbridge.gateway.v1.Recorded.$Properties {
            }

            /** Represents a Recorded. */
            class Recorded {

                /**
                 * Constructs a new Recorded.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Recorded.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Recorded leftToday. */
                leftToday: number;

                /**
                 * Encodes the specified Recorded message. Does not implicitly {@link drawbridge.gateway.v1.Recorded.verify|verify} messages.
                 * @param message Recorded message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Recorded.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Recorded message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Recorded & drawbridge.gateway.v1.Recorded.$Shape} Recorded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Recorded & drawbridge.gateway.v1.Recorded.$Shape;
            }

            namespace Recorded {

                /** Properties of a Recorded. */
                interface $Properties {

                    /** Recorded leftToday */
                    leftToday?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Recorded. */
                type $Shape = drawbridge.gateway.v1.Recorded.$Properties;
            }

            /**
             * Properties of a DecideContact.
             * @deprecated Use drawbridge.gateway.v1.DecideContact.$Properties instead.
             */
            interface IDecideContact extends drawbridge.gateway.v1.DecideContact.$Properties {
            }

            /** Represents a DecideContact. */
            class DecideContact {

                /**
                 * Constructs a new DecideContact.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.DecideContact.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DecideContact user. */
                user: Uint8Array;

                /** DecideContact requestId. */
                requestId?: (Uint8Array|null);

                /** DecideContact peerUser. */
                peerUser?: (Uint8Array|null);

                /** DecideContact decision. */
                decision: drawbridge.gateway.v1.Decision;

                /** DecideContact subject. */
                subject?: ("requestId"|"peerUser");

                /**
                 * Encodes the specified DecideContact message. Does not implicitly {@link drawbridge.gateway.v1.DecideContact.verify|verify} messages.
                 * @param message DecideContact message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.DecideContact.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DecideContact message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DecideContact & drawbridge.gateway.v1.DecideContact.$Shape} DecideContact
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.DecideContact & drawbridge.gateway.v1.DecideContact.$Shape;
            }

            namespace DecideContact {

                /** Properties of a DecideContact. */
                interface $Properties {

                    /** DecideContact user */
                    user?: (Uint8Array|null);

                    /** DecideContact requestId */
                    requestId?: (Uint8Array|null);

                    /** DecideContact peerUser */
                    peerUser?: (Uint8Array|null);

                    /** DecideContact decision */
                    decision?: (drawbridge.gateway.v1.Decision|null);

                    /** DecideContact subject */
                    subject?: ("requestId"|"peerUser");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a DecideContact. */
                type $Shape = {
                  user?: Uint8Array|null;
                  requestId?: Uint8Array|null;
                  peerUser?: Uint8Array|null;
                  decision?: drawbridge.gateway.v1.Decision|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ subject?: undefined; requestId?: null; peerUser?: null }|{ subject?: "requestId"; requestId: Uint8Array; peerUser?: null }|{ subject?: "peerUser"; requestId?: null; peerUser: Uint8Array })
                );
            }

            /** Decision enum. */
            enum Decision {

                /** DECISION_UNSPECIFIED value */
                DECISION_UNSPECIFIED = 0,

                /** DECISION_GRANT value */
                DECISION_GRANT = 1,

                /** DECISION_DENY value */
                DECISION_DENY = 2,

                /** DECISION_BLOCK value */
                DECISION_BLOCK = 3
            }

            /**
             * Properties of a WithdrawConsent.
             * @deprecated Use drawbridge.gateway.v1.WithdrawConsent.$Properties instead.
             */
            interface IWithdrawConsent extends drawbridge.gateway.v1.WithdrawConsent.$Properties {
            }

            /** Represents a WithdrawConsent. */
            class WithdrawConsent {

                /**
                 * Constructs a new WithdrawConsent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.WithdrawConsent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WithdrawConsent user. */
                user: Uint8Array;

                /** WithdrawConsent peerUser. */
                peerUser: Uint8Array;

                /**
                 * Encodes the specified WithdrawConsent message. Does not implicitly {@link drawbridge.gateway.v1.WithdrawConsent.verify|verify} messages.
                 * @param message WithdrawConsent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.WithdrawConsent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WithdrawConsent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.WithdrawConsent & drawbridge.gateway.v1.WithdrawConsent.$Shape} WithdrawConsent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.WithdrawConsent & drawbridge.gateway.v1.WithdrawConsent.$Shape;
            }

            namespace WithdrawConsent {

                /** Properties of a WithdrawConsent. */
                interface $Properties {

                    /** WithdrawConsent user */
                    user?: (Uint8Array|null);

                    /** WithdrawConsent peerUser */
                    peerUser?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WithdrawConsent. */
                type $Shape = drawbridge.gateway.v1.WithdrawConsent.$Properties;
            }

            /**
             * Properties of a ReissueToken.
             * @deprecated Use drawbridge.gateway.v1.ReissueToken.$Properties instead.
             */
            interface IReissueToken extends drawbridge.gateway.v1.ReissueToken.$Properties {
            }

            /** Represents a ReissueToken. */
            class ReissueToken {

                /**
                 * Constructs a new ReissueToken.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.ReissueToken.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReissueToken user. */
                user: Uint8Array;

                /** ReissueToken peerUser. */
                peerUser: Uint8Array;

                /**
                 * Encodes the specified ReissueToken message. Does not implicitly {@link drawbridge.gateway.v1.ReissueToken.verify|verify} messages.
                 * @param message ReissueToken message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.ReissueToken.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReissueToken message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.ReissueToken & drawbridge.gateway.v1.ReissueToken.$Shape} ReissueToken
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.ReissueToken & drawbridge.gateway.v1.ReissueToken.$Shape;
            }

            namespace ReissueToken {

                /** Properties of a ReissueToken. */
                interface $Properties {

                    /** ReissueToken user */
                    user?: (Uint8Array|null);

                    /** ReissueToken peerUser */
                    peerUser?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReissueToken. */
                type $Shape = drawbridge.gateway.v1.ReissueToken.$Properties;
            }

            /**
             * Properties of a Contact.
             * @deprecated Use drawbridge.gateway.v1.Contact.$Properties instead.
             */
            interface IContact extends drawbridge.gateway.v1.Contact.$Properties {
            }

            /** Represents a Contact. */
            class Contact {

                /**
                 * Constructs a new Contact.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Contact.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Contact peerUser. */
                peerUser: Uint8Array;

                /** Contact consentToken. */
                consentToken: Uint8Array;

                /** Contact peerParty. */
                peerParty: string;

                /** Contact peerDisplayName. */
                peerDisplayName: string;

                /** Contact peerAddress. */
                peerAddress: string;

                /** Contact purposes. */
                purposes: drawbridge.gateway.v1.Purpose[];

                /** Contact user. */
                user: Uint8Array;

                /** Contact requestId. */
                requestId: Uint8Array;

                /**
                 * Encodes the specified Contact message. Does not implicitly {@link drawbridge.gateway.v1.Contact.verify|verify} messages.
                 * @param message Contact message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Contact.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Contact message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Contact & drawbridge.gateway.v1.Contact.$Shape} Contact
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Contact & drawbridge.gateway.v1.Contact.$Shape;
            }

            namespace Contact {

                /** Properties of a Contact. */
                interface $Properties {

                    /** Contact peerUser */
                    peerUser?: (Uint8Array|null);

                    /** Contact consentToken */
                    consentToken?: (Uint8Array|null);

                    /** Contact peerParty */
                    peerParty?: (string|null);

                    /** Contact peerDisplayName */
                    peerDisplayName?: (string|null);

                    /** Contact peerAddress */
                    peerAddress?: (string|null);

                    /** Contact purposes */
                    purposes?: (drawbridge.gateway.v1.Purpose[]|null);

                    /** Contact user */
                    user?: (Uint8Array|null);

                    /** Contact requestId */
                    requestId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Contact. */
                type $Shape = drawbridge.gateway.v1.Contact.$Properties;
            }

            /**
             * Properties of a ContactRequested.
             * @deprecated Use drawbridge.gateway.v1.ContactRequested.$Properties instead.
             */
            interface IContactRequested extends drawbridge.gateway.v1.ContactRequested.$Properties {
            }

            /** Represents a ContactRequested. */
            class ContactRequested {

                /**
                 * Constructs a new ContactRequested.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.ContactRequested.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ContactRequested requestId. */
                requestId: Uint8Array;

                /** ContactRequested user. */
                user: Uint8Array;

                /** ContactRequested fromParty. */
                fromParty: string;

                /** ContactRequested fromDisplayName. */
                fromDisplayName: string;

                /** ContactRequested fromAddress. */
                fromAddress: string;

                /** ContactRequested purposes. */
                purposes: drawbridge.gateway.v1.Purpose[];

                /** ContactRequested inbox. */
                inbox: drawbridge.gateway.v1.Inbox;

                /** ContactRequested inboxLabel. */
                inboxLabel: string;

                /** ContactRequested inviteId. */
                inviteId: Uint8Array;

                /**
                 * Encodes the specified ContactRequested message. Does not implicitly {@link drawbridge.gateway.v1.ContactRequested.verify|verify} messages.
                 * @param message ContactRequested message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.ContactRequested.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ContactRequested message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.ContactRequested & drawbridge.gateway.v1.ContactRequested.$Shape} ContactRequested
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.ContactRequested & drawbridge.gateway.v1.ContactRequested.$Shape;
            }

            namespace ContactRequested {

                /** Properties of a ContactRequested. */
                interface $Properties {

                    /** ContactRequested requestId */
                    requestId?: (Uint8Array|null);

                    /** ContactRequested user */
                    user?: (Uint8Array|null);

                    /** ContactRequested fromParty */
                    fromParty?: (string|null);

                    /** ContactRequested fromDisplayName */
                    fromDisplayName?: (string|null);

                    /** ContactRequested fromAddress */
                    fromAddress?: (string|null);

                    /** ContactRequested purposes */
                    purposes?: (drawbridge.gateway.v1.Purpose[]|null);

                    /** ContactRequested inbox */
                    inbox?: (drawbridge.gateway.v1.Inbox|null);

                    /** ContactRequested inboxLabel */
                    inboxLabel?: (string|null);

                    /** ContactRequested inviteId */
                    inviteId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ContactRequested. */
                type $Shape = drawbridge.gateway.v1.ContactRequested.$Properties;
            }

            /**
             * Properties of a CreateInvite.
             * @deprecated Use drawbridge.gateway.v1.CreateInvite.$Properties instead.
             */
            interface ICreateInvite extends drawbridge.gateway.v1.CreateInvite.$Properties {
            }

            /** Represents a CreateInvite. */
            class CreateInvite {

                /**
                 * Constructs a new CreateInvite.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.CreateInvite.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CreateInvite user. */
                user: Uint8Array;

                /** CreateInvite maxUses. */
                maxUses: number;

                /** CreateInvite lifetimeSeconds. */
                lifetimeSeconds: number;

                /** CreateInvite purposes. */
                purposes: drawbridge.gateway.v1.Purpose[];

                /**
                 * Encodes the specified CreateInvite message. Does not implicitly {@link drawbridge.gateway.v1.CreateInvite.verify|verify} messages.
                 * @param message CreateInvite message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.CreateInvite.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CreateInvite message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.CreateInvite & drawbridge.gateway.v1.CreateInvite.$Shape} CreateInvite
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.CreateInvite & drawbridge.gateway.v1.CreateInvite.$Shape;
            }

            namespace CreateInvite {

                /** Properties of a CreateInvite. */
                interface $Properties {

                    /** CreateInvite user */
                    user?: (Uint8Array|null);

                    /** CreateInvite maxUses */
                    maxUses?: (number|null);

                    /** CreateInvite lifetimeSeconds */
                    lifetimeSeconds?: (number|null);

                    /** CreateInvite purposes */
                    purposes?: (drawbridge.gateway.v1.Purpose[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CreateInvite. */
                type $Shape = drawbridge.gateway.v1.CreateInvite.$Properties;
            }

            /**
             * Properties of an InviteCreated.
             * @deprecated Use drawbridge.gateway.v1.InviteCreated.$Properties instead.
             */
            interface IInviteCreated extends drawbridge.gateway.v1.InviteCreated.$Properties {
            }

            /** Represents an InviteCreated. */
            class InviteCreated {

                /**
                 * Constructs a new InviteCreated.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.InviteCreated.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** InviteCreated inviteId. */
                inviteId: Uint8Array;

                /** InviteCreated token. */
                token: Uint8Array;

                /**
                 * Encodes the specified InviteCreated message. Does not implicitly {@link drawbridge.gateway.v1.InviteCreated.verify|verify} messages.
                 * @param message InviteCreated message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.InviteCreated.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an InviteCreated message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.InviteCreated & drawbridge.gateway.v1.InviteCreated.$Shape} InviteCreated
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.InviteCreated & drawbridge.gateway.v1.InviteCreated.$Shape;
            }

            namespace InviteCreated {

                /** Properties of an InviteCreated. */
                interface $Properties {

                    /** InviteCreated inviteId */
                    inviteId?: (Uint8Array|null);

                    /** InviteCreated token */
                    token?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an InviteCreated. */
                type $Shape = drawbridge.gateway.v1.InviteCreated.$Properties;
            }

            /**
             * Properties of a RevokeInvite.
             * @deprecated Use drawbridge.gateway.v1.RevokeInvite.$Properties instead.
             */
            interface IRevokeInvite extends drawbridge.gateway.v1.RevokeInvite.$Properties {
            }

            /** Represents a RevokeInvite. */
            class RevokeInvite {

                /**
                 * Constructs a new RevokeInvite.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.RevokeInvite.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RevokeInvite user. */
                user: Uint8Array;

                /** RevokeInvite inviteId. */
                inviteId: Uint8Array;

                /**
                 * Encodes the specified RevokeInvite message. Does not implicitly {@link drawbridge.gateway.v1.RevokeInvite.verify|verify} messages.
                 * @param message RevokeInvite message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.RevokeInvite.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RevokeInvite message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.RevokeInvite & drawbridge.gateway.v1.RevokeInvite.$Shape} RevokeInvite
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.RevokeInvite & drawbridge.gateway.v1.RevokeInvite.$Shape;
            }

            namespace RevokeInvite {

                /** Properties of a RevokeInvite. */
                interface $Properties {

                    /** RevokeInvite user */
                    user?: (Uint8Array|null);

                    /** RevokeInvite inviteId */
                    inviteId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RevokeInvite. */
                type $Shape = drawbridge.gateway.v1.RevokeInvite.$Properties;
            }

            /** Custody enum. */
            enum Custody {

                /** CUSTODY_UNSPECIFIED value */
                CUSTODY_UNSPECIFIED = 0,

                /** CUSTODY_DEVICE value */
                CUSTODY_DEVICE = 1,

                /** CUSTODY_VAULT value */
                CUSTODY_VAULT = 2
            }

            /**
             * Properties of a SignedDeviceList.
             * @deprecated Use drawbridge.gateway.v1.SignedDeviceList.$Properties instead.
             */
            interface ISignedDeviceList extends drawbridge.gateway.v1.SignedDeviceList.$Properties {
            }

            /** Represents a SignedDeviceList. */
            class SignedDeviceList {

                /**
                 * Constructs a new SignedDeviceList.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.SignedDeviceList.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SignedDeviceList list. */
                list: Uint8Array;

                /** SignedDeviceList signature. */
                signature: Uint8Array;

                /**
                 * Encodes the specified SignedDeviceList message. Does not implicitly {@link drawbridge.gateway.v1.SignedDeviceList.verify|verify} messages.
                 * @param message SignedDeviceList message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.SignedDeviceList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SignedDeviceList message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.SignedDeviceList & drawbridge.gateway.v1.SignedDeviceList.$Shape} SignedDeviceList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.SignedDeviceList & drawbridge.gateway.v1.SignedDeviceList.$Shape;
            }

            namespace SignedDeviceList {

                /** Properties of a SignedDeviceList. */
                interface $Properties {

                    /** SignedDeviceList list */
                    list?: (Uint8Array|null);

                    /** SignedDeviceList signature */
                    signature?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SignedDeviceList. */
                type $Shape = drawbridge.gateway.v1.SignedDeviceList.$Properties;
            }

            /**
             * Properties of a DeviceList.
             * @deprecated Use drawbridge.gateway.v1.DeviceList.$Properties instead.
             */
            interface IDeviceList extends drawbridge.gateway.v1.DeviceList.$Properties {
            }

            /** Represents a DeviceList. */
            class DeviceList {

                /**
                 * Constructs a new DeviceList.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.DeviceList.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeviceList userId. */
                userId: Uint8Array;

                /** DeviceList version. */
                version: number;

                /** DeviceList devices. */
                devices: drawbridge.gateway.v1.Device.$Properties[];

                /**
                 * Encodes the specified DeviceList message. Does not implicitly {@link drawbridge.gateway.v1.DeviceList.verify|verify} messages.
                 * @param message DeviceList message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.DeviceList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeviceList message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DeviceList & drawbridge.gateway.v1.DeviceList.$Shape} DeviceList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.DeviceList & drawbridge.gateway.v1.DeviceList.$Shape;
            }

            namespace DeviceList {

                /** Properties of a DeviceList. */
                interface $Properties {

                    /** DeviceList userId */
                    userId?: (Uint8Array|null);

                    /** DeviceList version */
                    version?: (number|null);

                    /** DeviceList devices */
                    devices?: (drawbridge.gateway.v1.Device.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeviceList. */
                type $Shape = drawbridge.gateway.v1.DeviceList.$Properties;
            }

            /**
             * Properties of a Device.
             * @deprecated Use drawbridge.gateway.v1.Device.$Properties instead.
             */
            interface IDevice extends drawbridge.gateway.v1.Device.$Properties {
            }

            /** Represents a Device. */
            class Device {

                /**
                 * Constructs a new Device.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Device.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Device deviceId. */
                deviceId: number;

                /** Device registrationId. */
                registrationId: number;

                /** Device capabilities. */
                capabilities: string[];

                /** Device linkKey. */
                linkKey: Uint8Array;

                /**
                 * Encodes the specified Device message. Does not implicitly {@link drawbridge.gateway.v1.Device.verify|verify} messages.
                 * @param message Device message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Device.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Device message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Device & drawbridge.gateway.v1.Device.$Shape} Device
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Device & drawbridge.gateway.v1.Device.$Shape;
            }

            namespace Device {

                /** Properties of a Device. */
                interface $Properties {

                    /** Device deviceId */
                    deviceId?: (number|null);

                    /** Device registrationId */
                    registrationId?: (number|null);

                    /** Device capabilities */
                    capabilities?: (string[]|null);

                    /** Device linkKey */
                    linkKey?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Device. */
                type $Shape = drawbridge.gateway.v1.Device.$Properties;
            }

            /** EnforcementStep enum. */
            enum EnforcementStep {

                /** ENFORCEMENT_STEP_UNSPECIFIED value */
                ENFORCEMENT_STEP_UNSPECIFIED = 0,

                /** ENFORCEMENT_STEP_NOTICE value */
                ENFORCEMENT_STEP_NOTICE = 1,

                /** ENFORCEMENT_STEP_SLOW value */
                ENFORCEMENT_STEP_SLOW = 2,

                /** ENFORCEMENT_STEP_SUSPEND value */
                ENFORCEMENT_STEP_SUSPEND = 3
            }

            /** AppealState enum. */
            enum AppealState {

                /** APPEAL_STATE_UNSPECIFIED value */
                APPEAL_STATE_UNSPECIFIED = 0,

                /** APPEAL_STATE_NONE value */
                APPEAL_STATE_NONE = 1,

                /** APPEAL_STATE_OPEN value */
                APPEAL_STATE_OPEN = 2,

                /** APPEAL_STATE_UPHELD value */
                APPEAL_STATE_UPHELD = 3,

                /** APPEAL_STATE_GRANTED value */
                APPEAL_STATE_GRANTED = 4
            }

            /**
             * Properties of an Enforcement.
             * @deprecated Use drawbridge.gateway.v1.Enforcement.$Properties instead.
             */
            interface IEnforcement extends drawbridge.gateway.v1.Enforcement.$Properties {
            }

            /** Represents an Enforcement. */
            class Enforcement {

                /**
                 * Constructs a new Enforcement.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Enforcement.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Enforcement enforcementId. */
                enforcementId: Uint8Array;

                /** Enforcement user. */
                user: Uint8Array;

                /** Enforcement step. */
                step: drawbridge.gateway.v1.EnforcementStep;

                /** Enforcement rule. */
                rule: string;

                /** Enforcement reason. */
                reason: string;

                /** Enforcement startedMs. */
                startedMs: number;

                /** Enforcement endsMs. */
                endsMs: number;

                /** Enforcement endedMs. */
                endedMs: number;

                /** Enforcement appeal. */
                appeal: drawbridge.gateway.v1.AppealState;

                /** Enforcement decision. */
                decision: string;

                /**
                 * Encodes the specified Enforcement message. Does not implicitly {@link drawbridge.gateway.v1.Enforcement.verify|verify} messages.
                 * @param message Enforcement message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Enforcement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Enforcement message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Enforcement & drawbridge.gateway.v1.Enforcement.$Shape} Enforcement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Enforcement & drawbridge.gateway.v1.Enforcement.$Shape;
            }

            namespace Enforcement {

                /** Properties of an Enforcement. */
                interface $Properties {

                    /** Enforcement enforcementId */
                    enforcementId?: (Uint8Array|null);

                    /** Enforcement user */
                    user?: (Uint8Array|null);

                    /** Enforcement step */
                    step?: (drawbridge.gateway.v1.EnforcementStep|null);

                    /** Enforcement rule */
                    rule?: (string|null);

                    /** Enforcement reason */
                    reason?: (string|null);

                    /** Enforcement startedMs */
                    startedMs?: (number|null);

                    /** Enforcement endsMs */
                    endsMs?: (number|null);

                    /** Enforcement endedMs */
                    endedMs?: (number|null);

                    /** Enforcement appeal */
                    appeal?: (drawbridge.gateway.v1.AppealState|null);

                    /** Enforcement decision */
                    decision?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Enforcement. */
                type $Shape = drawbridge.gateway.v1.Enforcement.$Properties;
            }

            /**
             * Properties of a ListEnforcement.
             * @deprecated Use drawbridge.gateway.v1.ListEnforcement.$Properties instead.
             */
            interface IListEnforcement extends drawbridge.gateway.v1.ListEnforcement.$Properties {
            }

            /** Represents a ListEnforcement. */
            class ListEnforcement {

                /**
                 * Constructs a new ListEnforcement.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.ListEnforcement.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ListEnforcement message. Does not implicitly {@link drawbridge.gateway.v1.ListEnforcement.verify|verify} messages.
                 * @param message ListEnforcement message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.ListEnforcement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListEnforcement message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.ListEnforcement & drawbridge.gateway.v1.ListEnforcement.$Shape} ListEnforcement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.ListEnforcement & drawbridge.gateway.v1.ListEnforcement.$Shape;
            }

            namespace ListEnforcement {

                /** Properties of a ListEnforcement. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListEnforcement. */
                type $Shape = drawbridge.gateway.v1.ListEnforcement.$Properties;
            }

            /**
             * Properties of an EnforcementList.
             * @deprecated Use drawbridge.gateway.v1.EnforcementList.$Properties instead.
             */
            interface IEnforcementList extends drawbridge.gateway.v1.EnforcementList.$Properties {
            }

            /** Represents an EnforcementList. */
            class EnforcementList {

                /**
                 * Constructs a new EnforcementList.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.EnforcementList.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** EnforcementList steps. */
                steps: drawbridge.gateway.v1.Enforcement.$Properties[];

                /**
                 * Encodes the specified EnforcementList message. Does not implicitly {@link drawbridge.gateway.v1.EnforcementList.verify|verify} messages.
                 * @param message EnforcementList message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.EnforcementList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an EnforcementList message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.EnforcementList & drawbridge.gateway.v1.EnforcementList.$Shape} EnforcementList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.EnforcementList & drawbridge.gateway.v1.EnforcementList.$Shape;
            }

            namespace EnforcementList {

                /** Properties of an EnforcementList. */
                interface $Properties {

                    /** EnforcementList steps */
                    steps?: (drawbridge.gateway.v1.Enforcement.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an EnforcementList. */
                type $Shape = drawbridge.gateway.v1.EnforcementList.$Properties;
            }

            /**
             * Properties of an Appeal.
             * @deprecated Use drawbridge.gateway.v1.Appeal.$Properties instead.
             */
            interface IAppeal extends drawbridge.gateway.v1.Appeal.$Properties {
            }

            /** Represents an Appeal. */
            class Appeal {

                /**
                 * Constructs a new Appeal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Appeal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Appeal enforcementId. */
                enforcementId: Uint8Array;

                /** Appeal text. */
                text: string;

                /**
                 * Encodes the specified Appeal message. Does not implicitly {@link drawbridge.gateway.v1.Appeal.verify|verify} messages.
                 * @param message Appeal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Appeal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Appeal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Appeal & drawbridge.gateway.v1.Appeal.$Shape} Appeal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Appeal & drawbridge.gateway.v1.Appeal.$Shape;
            }

            namespace Appeal {

                /** Properties of an Appeal. */
                interface $Properties {

                    /** Appeal enforcementId */
                    enforcementId?: (Uint8Array|null);

                    /** Appeal text */
                    text?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Appeal. */
                type $Shape = drawbridge.gateway.v1.Appeal.$Properties;
            }

            /**
             * Properties of an EnforcementChanged.
             * @deprecated Use drawbridge.gateway.v1.EnforcementChanged.$Properties instead.
             */
            interface IEnforcementChanged extends drawbridge.gateway.v1.EnforcementChanged.$Properties {
            }

            /** Represents an EnforcementChanged. */
            class EnforcementChanged {

                /**
                 * Constructs a new EnforcementChanged.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.EnforcementChanged.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** EnforcementChanged enforcement. */
                enforcement?: (drawbridge.gateway.v1.Enforcement.$Properties|null);

                /**
                 * Encodes the specified EnforcementChanged message. Does not implicitly {@link drawbridge.gateway.v1.EnforcementChanged.verify|verify} messages.
                 * @param message EnforcementChanged message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.EnforcementChanged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an EnforcementChanged message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.EnforcementChanged & drawbridge.gateway.v1.EnforcementChanged.$Shape} EnforcementChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.EnforcementChanged & drawbridge.gateway.v1.EnforcementChanged.$Shape;
            }

            namespace EnforcementChanged {

                /** Properties of an EnforcementChanged. */
                interface $Properties {

                    /** EnforcementChanged enforcement */
                    enforcement?: (drawbridge.gateway.v1.Enforcement.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an EnforcementChanged. */
                type $Shape = drawbridge.gateway.v1.EnforcementChanged.$Properties;
            }

            /**
             * Properties of an Enlist.
             * @deprecated Use drawbridge.gateway.v1.Enlist.$Properties instead.
             */
            interface IEnlist extends drawbridge.gateway.v1.Enlist.$Properties {
            }

            /** Represents an Enlist. */
            class Enlist {

                /**
                 * Constructs a new Enlist.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Enlist.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Enlist enlistment. */
                enlistment: Uint8Array;

                /** Enlist signature. */
                signature: Uint8Array;

                /**
                 * Encodes the specified Enlist message. Does not implicitly {@link drawbridge.gateway.v1.Enlist.verify|verify} messages.
                 * @param message Enlist message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Enlist.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Enlist message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Enlist & drawbridge.gateway.v1.Enlist.$Shape} Enlist
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Enlist & drawbridge.gateway.v1.Enlist.$Shape;
            }

            namespace Enlist {

                /** Properties of an Enlist. */
                interface $Properties {

                    /** Enlist enlistment */
                    enlistment?: (Uint8Array|null);

                    /** Enlist signature */
                    signature?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Enlist. */
                type $Shape = drawbridge.gateway.v1.Enlist.$Properties;
            }

            /**
             * Properties of an Enlistment.
             * @deprecated Use drawbridge.gateway.v1.Enlistment.$Properties instead.
             */
            interface IEnlistment extends drawbridge.gateway.v1.Enlistment.$Properties {
            }

            /** Represents an Enlistment. */
            class Enlistment {

                /**
                 * Constructs a new Enlistment.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Enlistment.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Enlistment userId. */
                userId: Uint8Array;

                /** Enlistment userReference. */
                userReference: string;

                /** Enlistment forProvider. */
                forProvider: string;

                /** Enlistment address. */
                address: string;

                /** Enlistment displayName. */
                displayName: string;

                /** Enlistment actor. */
                actor: drawbridge.gateway.v1.Actor;

                /** Enlistment custody. */
                custody: drawbridge.gateway.v1.Custody;

                /** Enlistment identityKey. */
                identityKey: Uint8Array;

                /** Enlistment identityStatement. */
                identityStatement: string;

                /** Enlistment devices. */
                devices?: (drawbridge.gateway.v1.SignedDeviceList.$Properties|null);

                /** Enlistment deviceKeys. */
                deviceKeys: drawbridge.gateway.v1.DeviceKeys.$Properties[];

                /** Enlistment token. */
                token: string;

                /**
                 * Encodes the specified Enlistment message. Does not implicitly {@link drawbridge.gateway.v1.Enlistment.verify|verify} messages.
                 * @param message Enlistment message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Enlistment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Enlistment message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Enlistment & drawbridge.gateway.v1.Enlistment.$Shape} Enlistment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Enlistment & drawbridge.gateway.v1.Enlistment.$Shape;
            }

            namespace Enlistment {

                /** Properties of an Enlistment. */
                interface $Properties {

                    /** Enlistment userId */
                    userId?: (Uint8Array|null);

                    /** Enlistment userReference */
                    userReference?: (string|null);

                    /** Enlistment forProvider */
                    forProvider?: (string|null);

                    /** Enlistment address */
                    address?: (string|null);

                    /** Enlistment displayName */
                    displayName?: (string|null);

                    /** Enlistment actor */
                    actor?: (drawbridge.gateway.v1.Actor|null);

                    /** Enlistment custody */
                    custody?: (drawbridge.gateway.v1.Custody|null);

                    /** Enlistment identityKey */
                    identityKey?: (Uint8Array|null);

                    /** Enlistment identityStatement */
                    identityStatement?: (string|null);

                    /** Enlistment devices */
                    devices?: (drawbridge.gateway.v1.SignedDeviceList.$Properties|null);

                    /** Enlistment deviceKeys */
                    deviceKeys?: (drawbridge.gateway.v1.DeviceKeys.$Properties[]|null);

                    /** Enlistment token */
                    token?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Enlistment. */
                type $Shape = drawbridge.gateway.v1.Enlistment.$Properties;
            }

            /** Actor enum. */
            enum Actor {

                /** ACTOR_UNSPECIFIED value */
                ACTOR_UNSPECIFIED = 0,

                /** ACTOR_PERSON value */
                ACTOR_PERSON = 1,

                /** ACTOR_BUSINESS value */
                ACTOR_BUSINESS = 2,

                /** ACTOR_AUTOMATED value */
                ACTOR_AUTOMATED = 3
            }

            /**
             * Properties of an Enlisted.
             * @deprecated Use drawbridge.gateway.v1.Enlisted.$Properties instead.
             */
            interface IEnlisted extends drawbridge.gateway.v1.Enlisted.$Properties {
            }

            /** Represents an Enlisted. */
            class Enlisted {

                /**
                 * Constructs a new Enlisted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Enlisted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Enlisted deviceListVersion. */
                deviceListVersion: number;

                /**
                 * Encodes the specified Enlisted message. Does not implicitly {@link drawbridge.gateway.v1.Enlisted.verify|verify} messages.
                 * @param message Enlisted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Enlisted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Enlisted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Enlisted & drawbridge.gateway.v1.Enlisted.$Shape} Enlisted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Enlisted & drawbridge.gateway.v1.Enlisted.$Shape;
            }

            namespace Enlisted {

                /** Properties of an Enlisted. */
                interface $Properties {

                    /** Enlisted deviceListVersion */
                    deviceListVersion?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Enlisted. */
                type $Shape = drawbridge.gateway.v1.Enlisted.$Properties;
            }

            /**
             * Properties of an UpdateDevices.
             * @deprecated Use drawbridge.gateway.v1.UpdateDevices.$Properties instead.
             */
            interface IUpdateDevices extends drawbridge.gateway.v1.UpdateDevices.$Properties {
            }

            /** Represents an UpdateDevices. */
            class UpdateDevices {

                /**
                 * Constructs a new UpdateDevices.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.UpdateDevices.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UpdateDevices userId. */
                userId: Uint8Array;

                /** UpdateDevices devices. */
                devices?: (drawbridge.gateway.v1.SignedDeviceList.$Properties|null);

                /** UpdateDevices identityStatement. */
                identityStatement: string;

                /** UpdateDevices deviceKeys. */
                deviceKeys: drawbridge.gateway.v1.DeviceKeys.$Properties[];

                /**
                 * Encodes the specified UpdateDevices message. Does not implicitly {@link drawbridge.gateway.v1.UpdateDevices.verify|verify} messages.
                 * @param message UpdateDevices message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.UpdateDevices.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UpdateDevices message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.UpdateDevices & drawbridge.gateway.v1.UpdateDevices.$Shape} UpdateDevices
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.UpdateDevices & drawbridge.gateway.v1.UpdateDevices.$Shape;
            }

            namespace UpdateDevices {

                /** Properties of an UpdateDevices. */
                interface $Properties {

                    /** UpdateDevices userId */
                    userId?: (Uint8Array|null);

                    /** UpdateDevices devices */
                    devices?: (drawbridge.gateway.v1.SignedDeviceList.$Properties|null);

                    /** UpdateDevices identityStatement */
                    identityStatement?: (string|null);

                    /** UpdateDevices deviceKeys */
                    deviceKeys?: (drawbridge.gateway.v1.DeviceKeys.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UpdateDevices. */
                type $Shape = drawbridge.gateway.v1.UpdateDevices.$Properties;
            }

            /**
             * Properties of a ChangeIdentity.
             * @deprecated Use drawbridge.gateway.v1.ChangeIdentity.$Properties instead.
             */
            interface IChangeIdentity extends drawbridge.gateway.v1.ChangeIdentity.$Properties {
            }

            /** Represents a ChangeIdentity. */
            class ChangeIdentity {

                /**
                 * Constructs a new ChangeIdentity.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.ChangeIdentity.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChangeIdentity enlistment. */
                enlistment: Uint8Array;

                /** ChangeIdentity signature. */
                signature: Uint8Array;

                /** ChangeIdentity endorsement. */
                endorsement: Uint8Array;

                /**
                 * Encodes the specified ChangeIdentity message. Does not implicitly {@link drawbridge.gateway.v1.ChangeIdentity.verify|verify} messages.
                 * @param message ChangeIdentity message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.ChangeIdentity.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChangeIdentity message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.ChangeIdentity & drawbridge.gateway.v1.ChangeIdentity.$Shape} ChangeIdentity
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.ChangeIdentity & drawbridge.gateway.v1.ChangeIdentity.$Shape;
            }

            namespace ChangeIdentity {

                /** Properties of a ChangeIdentity. */
                interface $Properties {

                    /** ChangeIdentity enlistment */
                    enlistment?: (Uint8Array|null);

                    /** ChangeIdentity signature */
                    signature?: (Uint8Array|null);

                    /** ChangeIdentity endorsement */
                    endorsement?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ChangeIdentity. */
                type $Shape = drawbridge.gateway.v1.ChangeIdentity.$Properties;
            }

            /**
             * Properties of an Unenlist.
             * @deprecated Use drawbridge.gateway.v1.Unenlist.$Properties instead.
             */
            interface IUnenlist extends drawbridge.gateway.v1.Unenlist.$Properties {
            }

            /** Represents an Unenlist. */
            class Unenlist {

                /**
                 * Constructs a new Unenlist.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Unenlist.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Unenlist userId. */
                userId: Uint8Array;

                /**
                 * Encodes the specified Unenlist message. Does not implicitly {@link drawbridge.gateway.v1.Unenlist.verify|verify} messages.
                 * @param message Unenlist message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Unenlist.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Unenlist message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Unenlist & drawbridge.gateway.v1.Unenlist.$Shape} Unenlist
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Unenlist & drawbridge.gateway.v1.Unenlist.$Shape;
            }

            namespace Unenlist {

                /** Properties of an Unenlist. */
                interface $Properties {

                    /** Unenlist userId */
                    userId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Unenlist. */
                type $Shape = drawbridge.gateway.v1.Unenlist.$Properties;
            }

            /**
             * Properties of an Erased.
             * @deprecated Use drawbridge.gateway.v1.Erased.$Properties instead.
             */
            interface IErased extends drawbridge.gateway.v1.Erased.$Properties {
            }

            /** Represents an Erased. */
            class Erased {

                /**
                 * Constructs a new Erased.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Erased.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Erased timeMs. */
                timeMs: number;

                /** Erased prekeys. */
                prekeys: number;

                /** Erased queuedMessages. */
                queuedMessages: number;

                /** Erased consents. */
                consents: number;

                /**
                 * Encodes the specified Erased message. Does not implicitly {@link drawbridge.gateway.v1.Erased.verify|verify} messages.
                 * @param message Erased message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Erased.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Erased message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Erased & drawbridge.gateway.v1.Erased.$Shape} Erased
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Erased & drawbridge.gateway.v1.Erased.$Shape;
            }

            namespace Erased {

                /** Properties of an Erased. */
                interface $Properties {

                    /** Erased timeMs */
                    timeMs?: (number|null);

                    /** Erased prekeys */
                    prekeys?: (number|null);

                    /** Erased queuedMessages */
                    queuedMessages?: (number|null);

                    /** Erased consents */
                    consents?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Erased. */
                type $Shape = drawbridge.gateway.v1.Erased.$Properties;
            }

            /**
             * Properties of a PutIssuerList.
             * @deprecated Use drawbridge.gateway.v1.PutIssuerList.$Properties instead.
             */
            interface IPutIssuerList extends drawbridge.gateway.v1.PutIssuerList.$Properties {
            }

            /** Represents a PutIssuerList. */
            class PutIssuerList {

                /**
                 * Constructs a new PutIssuerList.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.PutIssuerList.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PutIssuerList list. */
                list: string;

                /**
                 * Encodes the specified PutIssuerList message. Does not implicitly {@link drawbridge.gateway.v1.PutIssuerList.verify|verify} messages.
                 * @param message PutIssuerList message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.PutIssuerList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PutIssuerList message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.PutIssuerList & drawbridge.gateway.v1.PutIssuerList.$Shape} PutIssuerList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.PutIssuerList & drawbridge.gateway.v1.PutIssuerList.$Shape;
            }

            namespace PutIssuerList {

                /** Properties of a PutIssuerList. */
                interface $Properties {

                    /** PutIssuerList list */
                    list?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PutIssuerList. */
                type $Shape = drawbridge.gateway.v1.PutIssuerList.$Properties;
            }

            /**
             * Properties of a GetIssuerList.
             * @deprecated Use drawbridge.gateway.v1.GetIssuerList.$Properties instead.
             */
            interface IGetIssuerList extends drawbridge.gateway.v1.GetIssuerList.$Properties {
            }

            /** Represents a GetIssuerList. */
            class GetIssuerList {

                /**
                 * Constructs a new GetIssuerList.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.GetIssuerList.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified GetIssuerList message. Does not implicitly {@link drawbridge.gateway.v1.GetIssuerList.verify|verify} messages.
                 * @param message GetIssuerList message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.GetIssuerList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetIssuerList message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.GetIssuerList & drawbridge.gateway.v1.GetIssuerList.$Shape} GetIssuerList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.GetIssuerList & drawbridge.gateway.v1.GetIssuerList.$Shape;
            }

            namespace GetIssuerList {

                /** Properties of a GetIssuerList. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetIssuerList. */
                type $Shape = drawbridge.gateway.v1.GetIssuerList.$Properties;
            }

            /**
             * Properties of an IssuerList.
             * @deprecated Use drawbridge.gateway.v1.IssuerList.$Properties instead.
             */
            interface IIssuerList extends drawbridge.gateway.v1.IssuerList.$Properties {
            }

            /** Represents an IssuerList. */
            class IssuerList {

                /**
                 * Constructs a new IssuerList.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.IssuerList.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** IssuerList list. */
                list: string;

                /**
                 * Encodes the specified IssuerList message. Does not implicitly {@link drawbridge.gateway.v1.IssuerList.verify|verify} messages.
                 * @param message IssuerList message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.IssuerList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an IssuerList message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.IssuerList & drawbridge.gateway.v1.IssuerList.$Shape} IssuerList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.IssuerList & drawbridge.gateway.v1.IssuerList.$Shape;
            }

            namespace IssuerList {

                /** Properties of an IssuerList. */
                interface $Properties {

                    /** IssuerList list */
                    list?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an IssuerList. */
                type $Shape = drawbridge.gateway.v1.IssuerList.$Properties;
            }

            /**
             * Properties of an EcPrekey.
             * @deprecated Use drawbridge.gateway.v1.EcPrekey.$Properties instead.
             */
            interface IEcPrekey extends drawbridge.gateway.v1.EcPrekey.$Properties {
            }

            /** Represents an EcPrekey. */
            class EcPrekey {

                /**
                 * Constructs a new EcPrekey.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.EcPrekey.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** EcPrekey id. */
                id: number;

                /** EcPrekey publicKey. */
                publicKey: Uint8Array;

                /**
                 * Encodes the specified EcPrekey message. Does not implicitly {@link drawbridge.gateway.v1.EcPrekey.verify|verify} messages.
                 * @param message EcPrekey message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.EcPrekey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an EcPrekey message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.EcPrekey & drawbridge.gateway.v1.EcPrekey.$Shape} EcPrekey
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.EcPrekey & drawbridge.gateway.v1.EcPrekey.$Shape;
            }

            namespace EcPrekey {

                /** Properties of an EcPrekey. */
                interface $Properties {

                    /** EcPrekey id */
                    id?: (number|null);

                    /** EcPrekey publicKey */
                    publicKey?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an EcPrekey. */
                type $Shape = drawbridge.gateway.v1.EcPrekey.$Properties;
            }

            /**
             * Properties of a SignedPrekey.
             * @deprecated Use drawbridge.gateway.v1.SignedPrekey.$Properties instead.
             */
            interface ISignedPrekey extends drawbridge.gateway.v1.SignedPrekey.$Properties {
            }

            /** Represents a SignedPrekey. */
            class SignedPrekey {

                /**
                 * Constructs a new SignedPrekey.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.SignedPrekey.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SignedPrekey id. */
                id: number;

                /** SignedPrekey publicKey. */
                publicKey: Uint8Array;

                /** SignedPrekey signature. */
                signature: Uint8Array;

                /**
                 * Encodes the specified SignedPrekey message. Does not implicitly {@link drawbridge.gateway.v1.SignedPrekey.verify|verify} messages.
                 * @param message SignedPrekey message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.SignedPrekey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SignedPrekey message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.SignedPrekey & drawbridge.gateway.v1.SignedPrekey.$Shape} SignedPrekey
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.SignedPrekey & drawbridge.gateway.v1.SignedPrekey.$Shape;
            }

            namespace SignedPrekey {

                /** Properties of a SignedPrekey. */
                interface $Properties {

                    /** SignedPrekey id */
                    id?: (number|null);

                    /** SignedPrekey publicKey */
                    publicKey?: (Uint8Array|null);

                    /** SignedPrekey signature */
                    signature?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SignedPrekey. */
                type $Shape = drawbridge.gateway.v1.SignedPrekey.$Properties;
            }

            /**
             * Properties of a DeviceKeys.
             * @deprecated Use drawbridge.gateway.v1.DeviceKeys.$Properties instead.
             */
            interface IDeviceKeys extends drawbridge.gateway.v1.DeviceKeys.$Properties {
            }

            /** Represents a DeviceKeys. */
            class DeviceKeys {

                /**
                 * Constructs a new DeviceKeys.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.DeviceKeys.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeviceKeys deviceId. */
                deviceId: number;

                /** DeviceKeys signedPrekey. */
                signedPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                /** DeviceKeys lastResortKyberPrekey. */
                lastResortKyberPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                /**
                 * Encodes the specified DeviceKeys message. Does not implicitly {@link drawbridge.gateway.v1.DeviceKeys.verify|verify} messages.
                 * @param message DeviceKeys message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.DeviceKeys.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeviceKeys message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DeviceKeys & drawbridge.gateway.v1.DeviceKeys.$Shape} DeviceKeys
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.DeviceKeys & drawbridge.gateway.v1.DeviceKeys.$Shape;
            }

            namespace DeviceKeys {

                /** Properties of a DeviceKeys. */
                interface $Properties {

                    /** DeviceKeys deviceId */
                    deviceId?: (number|null);

                    /** DeviceKeys signedPrekey */
                    signedPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                    /** DeviceKeys lastResortKyberPrekey */
                    lastResortKyberPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeviceKeys. */
                type $Shape = drawbridge.gateway.v1.DeviceKeys.$Properties;
            }

            /**
             * Properties of a PutPrekeys.
             * @deprecated Use drawbridge.gateway.v1.PutPrekeys.$Properties instead.
             */
            interface IPutPrekeys extends drawbridge.gateway.v1.PutPrekeys.$Properties {
            }

            /** Represents a PutPrekeys. */
            class PutPrekeys {

                /**
                 * Constructs a new PutPrekeys.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.PutPrekeys.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PutPrekeys userId. */
                userId: Uint8Array;

                /** PutPrekeys deviceId. */
                deviceId: number;

                /** PutPrekeys oneTimePrekeys. */
                oneTimePrekeys: drawbridge.gateway.v1.EcPrekey.$Properties[];

                /** PutPrekeys oneTimeKyberPrekeys. */
                oneTimeKyberPrekeys: drawbridge.gateway.v1.SignedPrekey.$Properties[];

                /** PutPrekeys signedPrekey. */
                signedPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                /** PutPrekeys lastResortKyberPrekey. */
                lastResortKyberPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                /**
                 * Encodes the specified PutPrekeys message. Does not implicitly {@link drawbridge.gateway.v1.PutPrekeys.verify|verify} messages.
                 * @param message PutPrekeys message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.PutPrekeys.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PutPrekeys message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.PutPrekeys & drawbridge.gateway.v1.PutPrekeys.$Shape} PutPrekeys
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.PutPrekeys & drawbridge.gateway.v1.PutPrekeys.$Shape;
            }

            namespace PutPrekeys {

                /** Properties of a PutPrekeys. */
                interface $Properties {

                    /** PutPrekeys userId */
                    userId?: (Uint8Array|null);

                    /** PutPrekeys deviceId */
                    deviceId?: (number|null);

                    /** PutPrekeys oneTimePrekeys */
                    oneTimePrekeys?: (drawbridge.gateway.v1.EcPrekey.$Properties[]|null);

                    /** PutPrekeys oneTimeKyberPrekeys */
                    oneTimeKyberPrekeys?: (drawbridge.gateway.v1.SignedPrekey.$Properties[]|null);

                    /** PutPrekeys signedPrekey */
                    signedPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                    /** PutPrekeys lastResortKyberPrekey */
                    lastResortKyberPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PutPrekeys. */
                type $Shape = drawbridge.gateway.v1.PutPrekeys.$Properties;
            }

            /**
             * Properties of a CountPrekeys.
             * @deprecated Use drawbridge.gateway.v1.CountPrekeys.$Properties instead.
             */
            interface ICountPrekeys extends drawbridge.gateway.v1.CountPrekeys.$Properties {
            }

            /** Represents a CountPrekeys. */
            class CountPrekeys {

                /**
                 * Constructs a new CountPrekeys.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.CountPrekeys.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CountPrekeys userId. */
                userId: Uint8Array;

                /** CountPrekeys deviceId. */
                deviceId: number;

                /**
                 * Encodes the specified CountPrekeys message. Does not implicitly {@link drawbridge.gateway.v1.CountPrekeys.verify|verify} messages.
                 * @param message CountPrekeys message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.CountPrekeys.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CountPrekeys message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.CountPrekeys & drawbridge.gateway.v1.CountPrekeys.$Shape} CountPrekeys
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.CountPrekeys & drawbridge.gateway.v1.CountPrekeys.$Shape;
            }

            namespace CountPrekeys {

                /** Properties of a CountPrekeys. */
                interface $Properties {

                    /** CountPrekeys userId */
                    userId?: (Uint8Array|null);

                    /** CountPrekeys deviceId */
                    deviceId?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CountPrekeys. */
                type $Shape = drawbridge.gateway.v1.CountPrekeys.$Properties;
            }

            /**
             * Properties of a PrekeyStock.
             * @deprecated Use drawbridge.gateway.v1.PrekeyStock.$Properties instead.
             */
            interface IPrekeyStock extends drawbridge.gateway.v1.PrekeyStock.$Properties {
            }

            /** Represents a PrekeyStock. */
            class PrekeyStock {

                /**
                 * Constructs a new PrekeyStock.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.PrekeyStock.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PrekeyStock oneTimePrekeys. */
                oneTimePrekeys: number;

                /** PrekeyStock oneTimeKyberPrekeys. */
                oneTimeKyberPrekeys: number;

                /**
                 * Encodes the specified PrekeyStock message. Does not implicitly {@link drawbridge.gateway.v1.PrekeyStock.verify|verify} messages.
                 * @param message PrekeyStock message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.PrekeyStock.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PrekeyStock message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.PrekeyStock & drawbridge.gateway.v1.PrekeyStock.$Shape} PrekeyStock
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.PrekeyStock & drawbridge.gateway.v1.PrekeyStock.$Shape;
            }

            namespace PrekeyStock {

                /** Properties of a PrekeyStock. */
                interface $Properties {

                    /** PrekeyStock oneTimePrekeys */
                    oneTimePrekeys?: (number|null);

                    /** PrekeyStock oneTimeKyberPrekeys */
                    oneTimeKyberPrekeys?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PrekeyStock. */
                type $Shape = drawbridge.gateway.v1.PrekeyStock.$Properties;
            }

            /**
             * Properties of a GetBundles.
             * @deprecated Use drawbridge.gateway.v1.GetBundles.$Properties instead.
             */
            interface IGetBundles extends drawbridge.gateway.v1.GetBundles.$Properties {
            }

            /** Represents a GetBundles. */
            class GetBundles {

                /**
                 * Constructs a new GetBundles.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.GetBundles.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetBundles senderUser. */
                senderUser: Uint8Array;

                /** GetBundles recipientUser. */
                recipientUser: Uint8Array;

                /** GetBundles consentToken. */
                consentToken: Uint8Array;

                /** GetBundles demandedCustody. */
                demandedCustody: drawbridge.gateway.v1.Custody;

                /** GetBundles deviceIds. */
                deviceIds: number[];

                /**
                 * Encodes the specified GetBundles message. Does not implicitly {@link drawbridge.gateway.v1.GetBundles.verify|verify} messages.
                 * @param message GetBundles message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.GetBundles.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetBundles message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.GetBundles & drawbridge.gateway.v1.GetBundles.$Shape} GetBundles
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.GetBundles & drawbridge.gateway.v1.GetBundles.$Shape;
            }

            namespace GetBundles {

                /** Properties of a GetBundles. */
                interface $Properties {

                    /** GetBundles senderUser */
                    senderUser?: (Uint8Array|null);

                    /** GetBundles recipientUser */
                    recipientUser?: (Uint8Array|null);

                    /** GetBundles consentToken */
                    consentToken?: (Uint8Array|null);

                    /** GetBundles demandedCustody */
                    demandedCustody?: (drawbridge.gateway.v1.Custody|null);

                    /** GetBundles deviceIds */
                    deviceIds?: (number[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetBundles. */
                type $Shape = drawbridge.gateway.v1.GetBundles.$Properties;
            }

            /**
             * Properties of a Bundles.
             * @deprecated Use drawbridge.gateway.v1.Bundles.$Properties instead.
             */
            interface IBundles extends drawbridge.gateway.v1.Bundles.$Properties {
            }

            /** Represents a Bundles. */
            class Bundles {

                /**
                 * Constructs a new Bundles.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Bundles.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Bundles identityKey. */
                identityKey: Uint8Array;

                /** Bundles identityStatement. */
                identityStatement: string;

                /** Bundles devices. */
                devices?: (drawbridge.gateway.v1.SignedDeviceList.$Properties|null);

                /** Bundles bundles. */
                bundles: drawbridge.gateway.v1.DeviceBundle.$Properties[];

                /**
                 * Encodes the specified Bundles message. Does not implicitly {@link drawbridge.gateway.v1.Bundles.verify|verify} messages.
                 * @param message Bundles message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Bundles.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Bundles message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Bundles & drawbridge.gateway.v1.Bundles.$Shape} Bundles
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Bundles & drawbridge.gateway.v1.Bundles.$Shape;
            }

            namespace Bundles {

                /** Properties of a Bundles. */
                interface $Properties {

                    /** Bundles identityKey */
                    identityKey?: (Uint8Array|null);

                    /** Bundles identityStatement */
                    identityStatement?: (string|null);

                    /** Bundles devices */
                    devices?: (drawbridge.gateway.v1.SignedDeviceList.$Properties|null);

                    /** Bundles bundles */
                    bundles?: (drawbridge.gateway.v1.DeviceBundle.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Bundles. */
                type $Shape = drawbridge.gateway.v1.Bundles.$Properties;
            }

            /**
             * Properties of a DeviceBundle.
             * @deprecated Use drawbridge.gateway.v1.DeviceBundle.$Properties instead.
             */
            interface IDeviceBundle extends drawbridge.gateway.v1.DeviceBundle.$Properties {
            }

            /** Represents a DeviceBundle. */
            class DeviceBundle {

                /**
                 * Constructs a new DeviceBundle.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.DeviceBundle.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeviceBundle deviceId. */
                deviceId: number;

                /** DeviceBundle signedPrekey. */
                signedPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                /** DeviceBundle kyberPrekey. */
                kyberPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                /** DeviceBundle oneTimePrekey. */
                oneTimePrekey?: (drawbridge.gateway.v1.EcPrekey.$Properties|null);

                /**
                 * Encodes the specified DeviceBundle message. Does not implicitly {@link drawbridge.gateway.v1.DeviceBundle.verify|verify} messages.
                 * @param message DeviceBundle message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.DeviceBundle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeviceBundle message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DeviceBundle & drawbridge.gateway.v1.DeviceBundle.$Shape} DeviceBundle
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.DeviceBundle & drawbridge.gateway.v1.DeviceBundle.$Shape;
            }

            namespace DeviceBundle {

                /** Properties of a DeviceBundle. */
                interface $Properties {

                    /** DeviceBundle deviceId */
                    deviceId?: (number|null);

                    /** DeviceBundle signedPrekey */
                    signedPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                    /** DeviceBundle kyberPrekey */
                    kyberPrekey?: (drawbridge.gateway.v1.SignedPrekey.$Properties|null);

                    /** DeviceBundle oneTimePrekey */
                    oneTimePrekey?: (drawbridge.gateway.v1.EcPrekey.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeviceBundle. */
                type $Shape = drawbridge.gateway.v1.DeviceBundle.$Properties;
            }

            /**
             * Properties of an Error.
             * @deprecated Use drawbridge.gateway.v1.Error.$Properties instead.
             */
            interface IError extends drawbridge.gateway.v1.Error.$Properties {
            }

            /** Represents an Error. */
            class Error {

                /**
                 * Constructs a new Error.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Error.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Error code. */
                code: drawbridge.gateway.v1.ErrorCode;

                /** Error detail. */
                detail: string;

                /** Error correlationId. */
                correlationId: string;

                /** Error retryAfterSeconds. */
                retryAfterSeconds: number;

                /**
                 * Encodes the specified Error message. Does not implicitly {@link drawbridge.gateway.v1.Error.verify|verify} messages.
                 * @param message Error message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Error.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Error message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Error & drawbridge.gateway.v1.Error.$Shape} Error
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Error & drawbridge.gateway.v1.Error.$Shape;
            }

            namespace Error {

                /** Properties of an Error. */
                interface $Properties {

                    /** Error code */
                    code?: (drawbridge.gateway.v1.ErrorCode|null);

                    /** Error detail */
                    detail?: (string|null);

                    /** Error correlationId */
                    correlationId?: (string|null);

                    /** Error retryAfterSeconds */
                    retryAfterSeconds?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Error. */
                type $Shape = drawbridge.gateway.v1.Error.$Properties;
            }

            /**
             * Properties of a Done.
             * @deprecated Use drawbridge.gateway.v1.Done.$Properties instead.
             */
            interface IDone extends drawbridge.gateway.v1.Done.$Properties {
            }

            /** Represents a Done. */
            class Done {

                /**
                 * Constructs a new Done.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Done.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified Done message. Does not implicitly {@link drawbridge.gateway.v1.Done.verify|verify} messages.
                 * @param message Done message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Done.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Done message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Done & drawbridge.gateway.v1.Done.$Shape} Done
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Done & drawbridge.gateway.v1.Done.$Shape;
            }

            namespace Done {

                /** Properties of a Done. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Done. */
                type $Shape = drawbridge.gateway.v1.Done.$Properties;
            }

            /** ErrorCode enum. */
            enum ErrorCode {

                /** ERROR_CODE_UNSPECIFIED value */
                ERROR_CODE_UNSPECIFIED = 0,

                /** ERROR_CODE_INTERNAL value */
                ERROR_CODE_INTERNAL = 1,

                /** ERROR_CODE_UNAVAILABLE value */
                ERROR_CODE_UNAVAILABLE = 2,

                /** ERROR_CODE_MALFORMED value */
                ERROR_CODE_MALFORMED = 3,

                /** ERROR_CODE_UNDECODABLE value */
                ERROR_CODE_UNDECODABLE = 4,

                /** ERROR_CODE_FRAME_TOO_LARGE value */
                ERROR_CODE_FRAME_TOO_LARGE = 5,

                /** ERROR_CODE_UNKNOWN_REQUEST value */
                ERROR_CODE_UNKNOWN_REQUEST = 6,

                /** ERROR_CODE_OUT_OF_ORDER value */
                ERROR_CODE_OUT_OF_ORDER = 7,

                /** ERROR_CODE_UNSUPPORTED_VERSION value */
                ERROR_CODE_UNSUPPORTED_VERSION = 8,

                /** ERROR_CODE_HANDSHAKE_TIMEOUT value */
                ERROR_CODE_HANDSHAKE_TIMEOUT = 9,

                /** ERROR_CODE_UNAUTHENTICATED value */
                ERROR_CODE_UNAUTHENTICATED = 10,

                /** ERROR_CODE_SUSPENDED value */
                ERROR_CODE_SUSPENDED = 11,

                /** ERROR_CODE_NOT_YOURS value */
                ERROR_CODE_NOT_YOURS = 12,

                /** ERROR_CODE_WRONG_ROLE value */
                ERROR_CODE_WRONG_ROLE = 13,

                /** ERROR_CODE_NOT_PERMITTED value */
                ERROR_CODE_NOT_PERMITTED = 14,

                /** ERROR_CODE_CUSTODY_REFUSED value */
                ERROR_CODE_CUSTODY_REFUSED = 15,

                /** ERROR_CODE_THROTTLED value */
                ERROR_CODE_THROTTLED = 16,

                /** ERROR_CODE_CONFLICT value */
                ERROR_CODE_CONFLICT = 17,

                /** ERROR_CODE_TOKEN_REFUSED value */
                ERROR_CODE_TOKEN_REFUSED = 18,

                /** ERROR_CODE_STATEMENT_REFUSED value */
                ERROR_CODE_STATEMENT_REFUSED = 19,

                /** ERROR_CODE_BAD_KEY value */
                ERROR_CODE_BAD_KEY = 20,

                /** ERROR_CODE_BAD_SIGNATURE value */
                ERROR_CODE_BAD_SIGNATURE = 21,

                /** ERROR_CODE_STALE_DEVICE_LIST value */
                ERROR_CODE_STALE_DEVICE_LIST = 22,

                /** ERROR_CODE_ALREADY_ENLISTED value */
                ERROR_CODE_ALREADY_ENLISTED = 23,

                /** ERROR_CODE_TOO_MANY value */
                ERROR_CODE_TOO_MANY = 24,

                /** ERROR_CODE_ISSUER_LIST_REFUSED value */
                ERROR_CODE_ISSUER_LIST_REFUSED = 25,

                /** ERROR_CODE_NOT_FOUND value */
                ERROR_CODE_NOT_FOUND = 26,

                /** ERROR_CODE_CONFIG_INVALID value */
                ERROR_CODE_CONFIG_INVALID = 27,

                /** ERROR_CODE_REPLACED value */
                ERROR_CODE_REPLACED = 28,

                /** ERROR_CODE_SLOW_READER value */
                ERROR_CODE_SLOW_READER = 29,

                /** ERROR_CODE_ENVELOPE_TOO_LARGE value */
                ERROR_CODE_ENVELOPE_TOO_LARGE = 30,

                /** ERROR_CODE_OUT_OF_SCOPE value */
                ERROR_CODE_OUT_OF_SCOPE = 31,

                /** ERROR_CODE_IDENTITY_CHANGED value */
                ERROR_CODE_IDENTITY_CHANGED = 32,

                /** ERROR_CODE_ATTACHMENT_TOO_LARGE value */
                ERROR_CODE_ATTACHMENT_TOO_LARGE = 33,

                /** ERROR_CODE_ATTACHMENT_REFUSED value */
                ERROR_CODE_ATTACHMENT_REFUSED = 34,

                /** ERROR_CODE_TICKET_REFUSED value */
                ERROR_CODE_TICKET_REFUSED = 35,

                /** ERROR_CODE_OFFSET_CONFLICT value */
                ERROR_CODE_OFFSET_CONFLICT = 36,

                /** ERROR_CODE_ATTACHMENT_CORRUPT value */
                ERROR_CODE_ATTACHMENT_CORRUPT = 37,

                /** ERROR_CODE_HOST_REFUSED value */
                ERROR_CODE_HOST_REFUSED = 38,

                /** ERROR_CODE_REPORT_REFUSED value */
                ERROR_CODE_REPORT_REFUSED = 39,

                /** ERROR_CODE_USER_SUSPENDED value */
                ERROR_CODE_USER_SUSPENDED = 42,

                /** ERROR_CODE_APPEAL_REFUSED value */
                ERROR_CODE_APPEAL_REFUSED = 43,

                /** ERROR_CODE_AUDIT_LOG_UNFIT value */
                ERROR_CODE_AUDIT_LOG_UNFIT = 44,

                /** ERROR_CODE_ERASED_LIST_UNFIT value */
                ERROR_CODE_ERASED_LIST_UNFIT = 45
            }

            /**
             * Properties of a Frame.
             * @deprecated Use drawbridge.gateway.v1.Frame.$Properties instead.
             */
            interface IFrame extends drawbridge.gateway.v1.Frame.$Properties {
            }

            /** Represents a Frame. */
            class Frame {

                /**
                 * Constructs a new Frame.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Frame.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Frame id. */
                id: number;

                /** Frame hello. */
                hello?: (drawbridge.gateway.v1.Hello.$Properties|null);

                /** Frame auth. */
                auth?: (drawbridge.gateway.v1.Auth.$Properties|null);

                /** Frame ready. */
                ready?: (drawbridge.gateway.v1.Ready.$Properties|null);

                /** Frame resume. */
                resume?: (drawbridge.gateway.v1.Resume.$Properties|null);

                /** Frame resumed. */
                resumed?: (drawbridge.gateway.v1.Resumed.$Properties|null);

                /** Frame goAway. */
                goAway?: (drawbridge.gateway.v1.GoAway.$Properties|null);

                /** Frame limitsChanged. */
                limitsChanged?: (drawbridge.gateway.v1.LimitsChanged.$Properties|null);

                /** Frame deprecation. */
                deprecation?: (drawbridge.gateway.v1.Deprecation.$Properties|null);

                /** Frame error. */
                error?: (drawbridge.gateway.v1.Error.$Properties|null);

                /** Frame done. */
                done?: (drawbridge.gateway.v1.Done.$Properties|null);

                /** Frame enlist. */
                enlist?: (drawbridge.gateway.v1.Enlist.$Properties|null);

                /** Frame enlisted. */
                enlisted?: (drawbridge.gateway.v1.Enlisted.$Properties|null);

                /** Frame updateDevices. */
                updateDevices?: (drawbridge.gateway.v1.UpdateDevices.$Properties|null);

                /** Frame changeIdentity. */
                changeIdentity?: (drawbridge.gateway.v1.ChangeIdentity.$Properties|null);

                /** Frame unenlist. */
                unenlist?: (drawbridge.gateway.v1.Unenlist.$Properties|null);

                /** Frame erased. */
                erased?: (drawbridge.gateway.v1.Erased.$Properties|null);

                /** Frame putIssuerList. */
                putIssuerList?: (drawbridge.gateway.v1.PutIssuerList.$Properties|null);

                /** Frame getIssuerList. */
                getIssuerList?: (drawbridge.gateway.v1.GetIssuerList.$Properties|null);

                /** Frame issuerList. */
                issuerList?: (drawbridge.gateway.v1.IssuerList.$Properties|null);

                /** Frame putPrekeys. */
                putPrekeys?: (drawbridge.gateway.v1.PutPrekeys.$Properties|null);

                /** Frame countPrekeys. */
                countPrekeys?: (drawbridge.gateway.v1.CountPrekeys.$Properties|null);

                /** Frame prekeyStock. */
                prekeyStock?: (drawbridge.gateway.v1.PrekeyStock.$Properties|null);

                /** Frame getBundles. */
                getBundles?: (drawbridge.gateway.v1.GetBundles.$Properties|null);

                /** Frame bundles. */
                bundles?: (drawbridge.gateway.v1.Bundles.$Properties|null);

                /** Frame requestContact. */
                requestContact?: (drawbridge.gateway.v1.RequestContact.$Properties|null);

                /** Frame recorded. */
                recorded?: (drawbridge.gateway.v1.Recorded.$Properties|null);

                /** Frame decideContact. */
                decideContact?: (drawbridge.gateway.v1.DecideContact.$Properties|null);

                /** Frame withdrawConsent. */
                withdrawConsent?: (drawbridge.gateway.v1.WithdrawConsent.$Properties|null);

                /** Frame reissueToken. */
                reissueToken?: (drawbridge.gateway.v1.ReissueToken.$Properties|null);

                /** Frame contact. */
                contact?: (drawbridge.gateway.v1.Contact.$Properties|null);

                /** Frame createInvite. */
                createInvite?: (drawbridge.gateway.v1.CreateInvite.$Properties|null);

                /** Frame inviteCreated. */
                inviteCreated?: (drawbridge.gateway.v1.InviteCreated.$Properties|null);

                /** Frame revokeInvite. */
                revokeInvite?: (drawbridge.gateway.v1.RevokeInvite.$Properties|null);

                /** Frame setParticipation. */
                setParticipation?: (drawbridge.gateway.v1.SetParticipation.$Properties|null);

                /** Frame setProviderChoice. */
                setProviderChoice?: (drawbridge.gateway.v1.SetProviderChoice.$Properties|null);

                /** Frame listEnforcement. */
                listEnforcement?: (drawbridge.gateway.v1.ListEnforcement.$Properties|null);

                /** Frame enforcementList. */
                enforcementList?: (drawbridge.gateway.v1.EnforcementList.$Properties|null);

                /** Frame appeal. */
                appeal?: (drawbridge.gateway.v1.Appeal.$Properties|null);

                /** Frame enforcementChanged. */
                enforcementChanged?: (drawbridge.gateway.v1.EnforcementChanged.$Properties|null);

                /** Frame submit. */
                submit?: (drawbridge.gateway.v1.Submit.$Properties|null);

                /** Frame accepted. */
                accepted?: (drawbridge.gateway.v1.Accepted.$Properties|null);

                /** Frame deviceMismatch. */
                deviceMismatch?: (drawbridge.gateway.v1.DeviceMismatch.$Properties|null);

                /** Frame throttled. */
                throttled?: (drawbridge.gateway.v1.Throttled.$Properties|null);

                /** Frame deliver. */
                deliver?: (drawbridge.gateway.v1.Deliver.$Properties|null);

                /** Frame ack. */
                ack?: (drawbridge.gateway.v1.Ack.$Properties|null);

                /** Frame nack. */
                nack?: (drawbridge.gateway.v1.Nack.$Properties|null);

                /** Frame queueEmpty. */
                queueEmpty?: (drawbridge.gateway.v1.QueueEmpty.$Properties|null);

                /** Frame event. */
                event?: (drawbridge.gateway.v1.Event.$Properties|null);

                /** Frame trace. */
                trace?: (drawbridge.gateway.v1.Trace.$Properties|null);

                /** Frame traced. */
                traced?: (drawbridge.gateway.v1.Traced.$Properties|null);

                /** Frame createUpload. */
                createUpload?: (drawbridge.gateway.v1.CreateUpload.$Properties|null);

                /** Frame offerHosted. */
                offerHosted?: (drawbridge.gateway.v1.OfferHosted.$Properties|null);

                /** Frame getAttachment. */
                getAttachment?: (drawbridge.gateway.v1.GetAttachment.$Properties|null);

                /** Frame attachmentTicket. */
                attachmentTicket?: (drawbridge.gateway.v1.AttachmentTicket.$Properties|null);

                /** Frame attachmentStatus. */
                attachmentStatus?: (drawbridge.gateway.v1.AttachmentStatus.$Properties|null);

                /** Frame attachmentDone. */
                attachmentDone?: (drawbridge.gateway.v1.AttachmentDone.$Properties|null);

                /** Frame report. */
                report?: (drawbridge.gateway.v1.Report.$Properties|null);

                /** Frame reported. */
                reported?: (drawbridge.gateway.v1.Reported.$Properties|null);

                /** Frame body. */
                body?: ("hello"|"auth"|"ready"|"resume"|"resumed"|"goAway"|"limitsChanged"|"deprecation"|"error"|"done"|"enlist"|"enlisted"|"updateDevices"|"changeIdentity"|"unenlist"|"erased"|"putIssuerList"|"getIssuerList"|"issuerList"|"putPrekeys"|"countPrekeys"|"prekeyStock"|"getBundles"|"bundles"|"requestContact"|"recorded"|"decideContact"|"withdrawConsent"|"reissueToken"|"contact"|"createInvite"|"inviteCreated"|"revokeInvite"|"setParticipation"|"setProviderChoice"|"listEnforcement"|"enforcementList"|"appeal"|"enforcementChanged"|"submit"|"accepted"|"deviceMismatch"|"throttled"|"deliver"|"ack"|"nack"|"queueEmpty"|"event"|"trace"|"traced"|"createUpload"|"offerHosted"|"getAttachment"|"attachmentTicket"|"attachmentStatus"|"attachmentDone"|"report"|"reported");

                /**
                 * Encodes the specified Frame message. Does not implicitly {@link drawbridge.gateway.v1.Frame.verify|verify} messages.
                 * @param message Frame message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Frame message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Frame & drawbridge.gateway.v1.Frame.$Shape} Frame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Frame & drawbridge.gateway.v1.Frame.$Shape;
            }

            namespace Frame {

                /** Properties of a Frame. */
                interface $Properties {

                    /** Frame id */
                    id?: (number|null);

                    /** Frame hello */
                    hello?: (drawbridge.gateway.v1.Hello.$Properties|null);

                    /** Frame auth */
                    auth?: (drawbridge.gateway.v1.Auth.$Properties|null);

                    /** Frame ready */
                    ready?: (drawbridge.gateway.v1.Ready.$Properties|null);

                    /** Frame resume */
                    resume?: (drawbridge.gateway.v1.Resume.$Properties|null);

                    /** Frame resumed */
                    resumed?: (drawbridge.gateway.v1.Resumed.$Properties|null);

                    /** Frame goAway */
                    goAway?: (drawbridge.gateway.v1.GoAway.$Properties|null);

                    /** Frame limitsChanged */
                    limitsChanged?: (drawbridge.gateway.v1.LimitsChanged.$Properties|null);

                    /** Frame deprecation */
                    deprecation?: (drawbridge.gateway.v1.Deprecation.$Properties|null);

                    /** Frame error */
                    error?: (drawbridge.gateway.v1.Error.$Properties|null);

                    /** Frame done */
                    done?: (drawbridge.gateway.v1.Done.$Properties|null);

                    /** Frame enlist */
                    enlist?: (drawbridge.gateway.v1.Enlist.$Properties|null);

                    /** Frame enlisted */
                    enlisted?: (drawbridge.gateway.v1.Enlisted.$Properties|null);

                    /** Frame updateDevices */
                    updateDevices?: (drawbridge.gateway.v1.UpdateDevices.$Properties|null);

                    /** Frame changeIdentity */
                    changeIdentity?: (drawbridge.gateway.v1.ChangeIdentity.$Properties|null);

                    /** Frame unenlist */
                    unenlist?: (drawbridge.gateway.v1.Unenlist.$Properties|null);

                    /** Frame erased */
                    erased?: (drawbridge.gateway.v1.Erased.$Properties|null);

                    /** Frame putIssuerList */
                    putIssuerList?: (drawbridge.gateway.v1.PutIssuerList.$Properties|null);

                    /** Frame getIssuerList */
                    getIssuerList?: (drawbridge.gateway.v1.GetIssuerList.$Properties|null);

                    /** Frame issuerList */
                    issuerList?: (drawbridge.gateway.v1.IssuerList.$Properties|null);

                    /** Frame putPrekeys */
                    putPrekeys?: (drawbridge.gateway.v1.PutPrekeys.$Properties|null);

                    /** Frame countPrekeys */
                    countPrekeys?: (drawbridge.gateway.v1.CountPrekeys.$Properties|null);

                    /** Frame prekeyStock */
                    prekeyStock?: (drawbridge.gateway.v1.PrekeyStock.$Properties|null);

                    /** Frame getBundles */
                    getBundles?: (drawbridge.gateway.v1.GetBundles.$Properties|null);

                    /** Frame bundles */
                    bundles?: (drawbridge.gateway.v1.Bundles.$Properties|null);

                    /** Frame requestContact */
                    requestContact?: (drawbridge.gateway.v1.RequestContact.$Properties|null);

                    /** Frame recorded */
                    recorded?: (drawbridge.gateway.v1.Recorded.$Properties|null);

                    /** Frame decideContact */
                    decideContact?: (drawbridge.gateway.v1.DecideContact.$Properties|null);

                    /** Frame withdrawConsent */
                    withdrawConsent?: (drawbridge.gateway.v1.WithdrawConsent.$Properties|null);

                    /** Frame reissueToken */
                    reissueToken?: (drawbridge.gateway.v1.ReissueToken.$Properties|null);

                    /** Frame contact */
                    contact?: (drawbridge.gateway.v1.Contact.$Properties|null);

                    /** Frame createInvite */
                    createInvite?: (drawbridge.gateway.v1.CreateInvite.$Properties|null);

                    /** Frame inviteCreated */
                    inviteCreated?: (drawbridge.gateway.v1.InviteCreated.$Properties|null);

                    /** Frame revokeInvite */
                    revokeInvite?: (drawbridge.gateway.v1.RevokeInvite.$Properties|null);

                    /** Frame setParticipation */
                    setParticipation?: (drawbridge.gateway.v1.SetParticipation.$Properties|null);

                    /** Frame setProviderChoice */
                    setProviderChoice?: (drawbridge.gateway.v1.SetProviderChoice.$Properties|null);

                    /** Frame listEnforcement */
                    listEnforcement?: (drawbridge.gateway.v1.ListEnforcement.$Properties|null);

                    /** Frame enforcementList */
                    enforcementList?: (drawbridge.gateway.v1.EnforcementList.$Properties|null);

                    /** Frame appeal */
                    appeal?: (drawbridge.gateway.v1.Appeal.$Properties|null);

                    /** Frame enforcementChanged */
                    enforcementChanged?: (drawbridge.gateway.v1.EnforcementChanged.$Properties|null);

                    /** Frame submit */
                    submit?: (drawbridge.gateway.v1.Submit.$Properties|null);

                    /** Frame accepted */
                    accepted?: (drawbridge.gateway.v1.Accepted.$Properties|null);

                    /** Frame deviceMismatch */
                    deviceMismatch?: (drawbridge.gateway.v1.DeviceMismatch.$Properties|null);

                    /** Frame throttled */
                    throttled?: (drawbridge.gateway.v1.Throttled.$Properties|null);

                    /** Frame deliver */
                    deliver?: (drawbridge.gateway.v1.Deliver.$Properties|null);

                    /** Frame ack */
                    ack?: (drawbridge.gateway.v1.Ack.$Properties|null);

                    /** Frame nack */
                    nack?: (drawbridge.gateway.v1.Nack.$Properties|null);

                    /** Frame queueEmpty */
                    queueEmpty?: (drawbridge.gateway.v1.QueueEmpty.$Properties|null);

                    /** Frame event */
                    event?: (drawbridge.gateway.v1.Event.$Properties|null);

                    /** Frame trace */
                    trace?: (drawbridge.gateway.v1.Trace.$Properties|null);

                    /** Frame traced */
                    traced?: (drawbridge.gateway.v1.Traced.$Properties|null);

                    /** Frame createUpload */
                    createUpload?: (drawbridge.gateway.v1.CreateUpload.$Properties|null);

                    /** Frame offerHosted */
                    offerHosted?: (drawbridge.gateway.v1.OfferHosted.$Properties|null);

                    /** Frame getAttachment */
                    getAttachment?: (drawbridge.gateway.v1.GetAttachment.$Properties|null);

                    /** Frame attachmentTicket */
                    attachmentTicket?: (drawbridge.gateway.v1.AttachmentTicket.$Properties|null);

                    /** Frame attachmentStatus */
                    attachmentStatus?: (drawbridge.gateway.v1.AttachmentStatus.$Properties|null);

                    /** Frame attachmentDone */
                    attachmentDone?: (drawbridge.gateway.v1.AttachmentDone.$Properties|null);

                    /** Frame report */
                    report?: (drawbridge.gateway.v1.Report.$Properties|null);

                    /** Frame reported */
                    reported?: (drawbridge.gateway.v1.Reported.$Properties|null);

                    /** Frame body */
                    body?: ("hello"|"auth"|"ready"|"resume"|"resumed"|"goAway"|"limitsChanged"|"deprecation"|"error"|"done"|"enlist"|"enlisted"|"updateDevices"|"changeIdentity"|"unenlist"|"erased"|"putIssuerList"|"getIssuerList"|"issuerList"|"putPrekeys"|"countPrekeys"|"prekeyStock"|"getBundles"|"bundles"|"requestContact"|"recorded"|"decideContact"|"withdrawConsent"|"reissueToken"|"contact"|"createInvite"|"inviteCreated"|"revokeInvite"|"setParticipation"|"setProviderChoice"|"listEnforcement"|"enforcementList"|"appeal"|"enforcementChanged"|"submit"|"accepted"|"deviceMismatch"|"throttled"|"deliver"|"ack"|"nack"|"queueEmpty"|"event"|"trace"|"traced"|"createUpload"|"offerHosted"|"getAttachment"|"attachmentTicket"|"attachmentStatus"|"attachmentDone"|"report"|"reported");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Frame. */
                type $Shape = {
                  id?: number|null;
                  hello?: drawbridge.gateway.v1.Hello.$Shape|null;
                  auth?: drawbridge.gateway.v1.Auth.$Shape|null;
                  ready?: drawbridge.gateway.v1.Ready.$Shape|null;
                  resume?: drawbridge.gateway.v1.Resume.$Shape|null;
                  resumed?: drawbridge.gateway.v1.Resumed.$Shape|null;
                  goAway?: drawbridge.gateway.v1.GoAway.$Shape|null;
                  limitsChanged?: drawbridge.gateway.v1.LimitsChanged.$Shape|null;
                  deprecation?: drawbridge.gateway.v1.Deprecation.$Shape|null;
                  error?: drawbridge.gateway.v1.Error.$Shape|null;
                  done?: drawbridge.gateway.v1.Done.$Shape|null;
                  enlist?: drawbridge.gateway.v1.Enlist.$Shape|null;
                  enlisted?: drawbridge.gateway.v1.Enlisted.$Shape|null;
                  updateDevices?: drawbridge.gateway.v1.UpdateDevices.$Shape|null;
                  changeIdentity?: drawbridge.gateway.v1.ChangeIdentity.$Shape|null;
                  unenlist?: drawbridge.gateway.v1.Unenlist.$Shape|null;
                  erased?: drawbridge.gateway.v1.Erased.$Shape|null;
                  putIssuerList?: drawbridge.gateway.v1.PutIssuerList.$Shape|null;
                  getIssuerList?: drawbridge.gateway.v1.GetIssuerList.$Shape|null;
                  issuerList?: drawbridge.gateway.v1.IssuerList.$Shape|null;
                  putPrekeys?: drawbridge.gateway.v1.PutPrekeys.$Shape|null;
                  countPrekeys?: drawbridge.gateway.v1.CountPrekeys.$Shape|null;
                  prekeyStock?: drawbridge.gateway.v1.PrekeyStock.$Shape|null;
                  getBundles?: drawbridge.gateway.v1.GetBundles.$Shape|null;
                  bundles?: drawbridge.gateway.v1.Bundles.$Shape|null;
                  requestContact?: drawbridge.gateway.v1.RequestContact.$Shape|null;
                  recorded?: drawbridge.gateway.v1.Recorded.$Shape|null;
                  decideContact?: drawbridge.gateway.v1.DecideContact.$Shape|null;
                  withdrawConsent?: drawbridge.gateway.v1.WithdrawConsent.$Shape|null;
                  reissueToken?: drawbridge.gateway.v1.ReissueToken.$Shape|null;
                  contact?: drawbridge.gateway.v1.Contact.$Shape|null;
                  createInvite?: drawbridge.gateway.v1.CreateInvite.$Shape|null;
                  inviteCreated?: drawbridge.gateway.v1.InviteCreated.$Shape|null;
                  revokeInvite?: drawbridge.gateway.v1.RevokeInvite.$Shape|null;
                  setParticipation?: drawbridge.gateway.v1.SetParticipation.$Shape|null;
                  setProviderChoice?: drawbridge.gateway.v1.SetProviderChoice.$Shape|null;
                  listEnforcement?: drawbridge.gateway.v1.ListEnforcement.$Shape|null;
                  enforcementList?: drawbridge.gateway.v1.EnforcementList.$Shape|null;
                  appeal?: drawbridge.gateway.v1.Appeal.$Shape|null;
                  enforcementChanged?: drawbridge.gateway.v1.EnforcementChanged.$Shape|null;
                  submit?: drawbridge.gateway.v1.Submit.$Shape|null;
                  accepted?: drawbridge.gateway.v1.Accepted.$Shape|null;
                  deviceMismatch?: drawbridge.gateway.v1.DeviceMismatch.$Shape|null;
                  throttled?: drawbridge.gateway.v1.Throttled.$Shape|null;
                  deliver?: drawbridge.gateway.v1.Deliver.$Shape|null;
                  ack?: drawbridge.gateway.v1.Ack.$Shape|null;
                  nack?: drawbridge.gateway.v1.Nack.$Shape|null;
                  queueEmpty?: drawbridge.gateway.v1.QueueEmpty.$Shape|null;
                  event?: drawbridge.gateway.v1.Event.$Shape|null;
                  trace?: drawbridge.gateway.v1.Trace.$Shape|null;
                  traced?: drawbridge.gateway.v1.Traced.$Shape|null;
                  createUpload?: drawbridge.gateway.v1.CreateUpload.$Shape|null;
                  offerHosted?: drawbridge.gateway.v1.OfferHosted.$Shape|null;
                  getAttachment?: drawbridge.gateway.v1.GetAttachment.$Shape|null;
                  attachmentTicket?: drawbridge.gateway.v1.AttachmentTicket.$Shape|null;
                  attachmentStatus?: drawbridge.gateway.v1.AttachmentStatus.$Shape|null;
                  attachmentDone?: drawbridge.gateway.v1.AttachmentDone.$Shape|null;
                  report?: drawbridge.gateway.v1.Report.$Shape|null;
                  reported?: drawbridge.gateway.v1.Reported.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "hello"; hello: drawbridge.gateway.v1.Hello.$Shape; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "auth"; hello?: null; auth: drawbridge.gateway.v1.Auth.$Shape; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "ready"; hello?: null; auth?: null; ready: drawbridge.gateway.v1.Ready.$Shape; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "resume"; hello?: null; auth?: null; ready?: null; resume: drawbridge.gateway.v1.Resume.$Shape; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "resumed"; hello?: null; auth?: null; ready?: null; resume?: null; resumed: drawbridge.gateway.v1.Resumed.$Shape; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "goAway"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway: drawbridge.gateway.v1.GoAway.$Shape; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "limitsChanged"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged: drawbridge.gateway.v1.LimitsChanged.$Shape; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "deprecation"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation: drawbridge.gateway.v1.Deprecation.$Shape; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "error"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error: drawbridge.gateway.v1.Error.$Shape; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "done"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done: drawbridge.gateway.v1.Done.$Shape; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "enlist"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist: drawbridge.gateway.v1.Enlist.$Shape; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "enlisted"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted: drawbridge.gateway.v1.Enlisted.$Shape; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "updateDevices"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices: drawbridge.gateway.v1.UpdateDevices.$Shape; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "changeIdentity"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity: drawbridge.gateway.v1.ChangeIdentity.$Shape; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "unenlist"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist: drawbridge.gateway.v1.Unenlist.$Shape; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "erased"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased: drawbridge.gateway.v1.Erased.$Shape; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "putIssuerList"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList: drawbridge.gateway.v1.PutIssuerList.$Shape; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "getIssuerList"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList: drawbridge.gateway.v1.GetIssuerList.$Shape; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "issuerList"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList: drawbridge.gateway.v1.IssuerList.$Shape; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "putPrekeys"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys: drawbridge.gateway.v1.PutPrekeys.$Shape; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "countPrekeys"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys: drawbridge.gateway.v1.CountPrekeys.$Shape; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "prekeyStock"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock: drawbridge.gateway.v1.PrekeyStock.$Shape; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "getBundles"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles: drawbridge.gateway.v1.GetBundles.$Shape; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "bundles"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles: drawbridge.gateway.v1.Bundles.$Shape; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "requestContact"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact: drawbridge.gateway.v1.RequestContact.$Shape; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "recorded"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded: drawbridge.gateway.v1.Recorded.$Shape; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "decideContact"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact: drawbridge.gateway.v1.DecideContact.$Shape; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "withdrawConsent"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent: drawbridge.gateway.v1.WithdrawConsent.$Shape; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "reissueToken"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken: drawbridge.gateway.v1.ReissueToken.$Shape; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "contact"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact: drawbridge.gateway.v1.Contact.$Shape; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "createInvite"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite: drawbridge.gateway.v1.CreateInvite.$Shape; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "inviteCreated"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated: drawbridge.gateway.v1.InviteCreated.$Shape; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "revokeInvite"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite: drawbridge.gateway.v1.RevokeInvite.$Shape; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "setParticipation"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation: drawbridge.gateway.v1.SetParticipation.$Shape; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "setProviderChoice"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice: drawbridge.gateway.v1.SetProviderChoice.$Shape; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "listEnforcement"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement: drawbridge.gateway.v1.ListEnforcement.$Shape; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "enforcementList"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList: drawbridge.gateway.v1.EnforcementList.$Shape; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "appeal"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal: drawbridge.gateway.v1.Appeal.$Shape; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "enforcementChanged"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged: drawbridge.gateway.v1.EnforcementChanged.$Shape; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "submit"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit: drawbridge.gateway.v1.Submit.$Shape; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "accepted"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted: drawbridge.gateway.v1.Accepted.$Shape; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "deviceMismatch"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch: drawbridge.gateway.v1.DeviceMismatch.$Shape; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "throttled"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled: drawbridge.gateway.v1.Throttled.$Shape; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "deliver"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver: drawbridge.gateway.v1.Deliver.$Shape; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "ack"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack: drawbridge.gateway.v1.Ack.$Shape; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "nack"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack: drawbridge.gateway.v1.Nack.$Shape; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "queueEmpty"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty: drawbridge.gateway.v1.QueueEmpty.$Shape; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "event"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event: drawbridge.gateway.v1.Event.$Shape; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "trace"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace: drawbridge.gateway.v1.Trace.$Shape; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "traced"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced: drawbridge.gateway.v1.Traced.$Shape; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "createUpload"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload: drawbridge.gateway.v1.CreateUpload.$Shape; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "offerHosted"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted: drawbridge.gateway.v1.OfferHosted.$Shape; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "getAttachment"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment: drawbridge.gateway.v1.GetAttachment.$Shape; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "attachmentTicket"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket: drawbridge.gateway.v1.AttachmentTicket.$Shape; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "attachmentStatus"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus: drawbridge.gateway.v1.AttachmentStatus.$Shape; attachmentDone?: null; report?: null; reported?: null }|{ body?: "attachmentDone"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone: drawbridge.gateway.v1.AttachmentDone.$Shape; report?: null; reported?: null }|{ body?: "report"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report: drawbridge.gateway.v1.Report.$Shape; reported?: null }|{ body?: "reported"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported: drawbridge.gateway.v1.Reported.$Shape })
                );
            }

            /**
             * Properties of a Hello.
             * @deprecated Use drawbridge.gateway.v1.Hello.$Properties instead.
             */
            interface IHello extends drawbridge.gateway.v1.Hello.$Properties {
            }

            /** Represents a Hello. */
            class Hello {

                /**
                 * Constructs a new Hello.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Hello.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Hello minVersion. */
                minVersion: number;

                /** Hello maxVersion. */
                maxVersion: number;

                /** Hello capabilities. */
                capabilities: string[];

                /** Hello limits. */
                limits?: (drawbridge.gateway.v1.TransportLimits.$Properties|null);

                /** Hello timeMs. */
                timeMs: number;

                /** Hello nonce. */
                nonce: Uint8Array;

                /** Hello instance. */
                instance: string;

                /** Hello software. */
                software: string;

                /**
                 * Encodes the specified Hello message. Does not implicitly {@link drawbridge.gateway.v1.Hello.verify|verify} messages.
                 * @param message Hello message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Hello message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Hello & drawbridge.gateway.v1.Hello.$Shape} Hello
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Hello & drawbridge.gateway.v1.Hello.$Shape;
            }

            namespace Hello {

                /** Properties of a Hello. */
                interface $Properties {

                    /** Hello minVersion */
                    minVersion?: (number|null);

                    /** Hello maxVersion */
                    maxVersion?: (number|null);

                    /** Hello capabilities */
                    capabilities?: (string[]|null);

                    /** Hello limits */
                    limits?: (drawbridge.gateway.v1.TransportLimits.$Properties|null);

                    /** Hello timeMs */
                    timeMs?: (number|null);

                    /** Hello nonce */
                    nonce?: (Uint8Array|null);

                    /** Hello instance */
                    instance?: (string|null);

                    /** Hello software */
                    software?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Hello. */
                type $Shape = drawbridge.gateway.v1.Hello.$Properties;
            }

            /**
             * Properties of a TransportLimits.
             * @deprecated Use drawbridge.gateway.v1.TransportLimits.$Properties instead.
             */
            interface ITransportLimits extends drawbridge.gateway.v1.TransportLimits.$Properties {
            }

            /** Represents a TransportLimits. */
            class TransportLimits {

                /**
                 * Constructs a new TransportLimits.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.TransportLimits.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TransportLimits maxFrameBytes. */
                maxFrameBytes: number;

                /** TransportLimits maxEnvelopeBytes. */
                maxEnvelopeBytes: number;

                /** TransportLimits idleSeconds. */
                idleSeconds: number;

                /** TransportLimits maxUnacknowledged. */
                maxUnacknowledged: number;

                /** TransportLimits maxUnacknowledgedBytes. */
                maxUnacknowledgedBytes: number;

                /**
                 * Encodes the specified TransportLimits message. Does not implicitly {@link drawbridge.gateway.v1.TransportLimits.verify|verify} messages.
                 * @param message TransportLimits message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.TransportLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TransportLimits message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.TransportLimits & drawbridge.gateway.v1.TransportLimits.$Shape} TransportLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.TransportLimits & drawbridge.gateway.v1.TransportLimits.$Shape;
            }

            namespace TransportLimits {

                /** Properties of a TransportLimits. */
                interface $Properties {

                    /** TransportLimits maxFrameBytes */
                    maxFrameBytes?: (number|null);

                    /** TransportLimits maxEnvelopeBytes */
                    maxEnvelopeBytes?: (number|null);

                    /** TransportLimits idleSeconds */
                    idleSeconds?: (number|null);

                    /** TransportLimits maxUnacknowledged */
                    maxUnacknowledged?: (number|null);

                    /** TransportLimits maxUnacknowledgedBytes */
                    maxUnacknowledgedBytes?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TransportLimits. */
                type $Shape = drawbridge.gateway.v1.TransportLimits.$Properties;
            }

            /** BindingMode enum. */
            enum BindingMode {

                /** BINDING_MODE_UNSPECIFIED value */
                BINDING_MODE_UNSPECIFIED = 0,

                /** BINDING_MODE_EXPORTER value */
                BINDING_MODE_EXPORTER = 1,

                /** BINDING_MODE_PROXY value */
                BINDING_MODE_PROXY = 2,

                /** BINDING_MODE_PLAIN_LOOPBACK value */
                BINDING_MODE_PLAIN_LOOPBACK = 3
            }

            /**
             * Properties of an Auth.
             * @deprecated Use drawbridge.gateway.v1.Auth.$Properties instead.
             */
            interface IAuth extends drawbridge.gateway.v1.Auth.$Properties {
            }

            /** Represents an Auth. */
            class Auth {

                /**
                 * Constructs a new Auth.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Auth.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Auth partyId. */
                partyId: string;

                /** Auth keyId. */
                keyId: string;

                /** Auth bindingMode. */
                bindingMode: drawbridge.gateway.v1.BindingMode;

                /** Auth signature. */
                signature: Uint8Array;

                /**
                 * Encodes the specified Auth message. Does not implicitly {@link drawbridge.gateway.v1.Auth.verify|verify} messages.
                 * @param message Auth message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Auth.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Auth message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Auth & drawbridge.gateway.v1.Auth.$Shape} Auth
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Auth & drawbridge.gateway.v1.Auth.$Shape;
            }

            namespace Auth {

                /** Properties of an Auth. */
                interface $Properties {

                    /** Auth partyId */
                    partyId?: (string|null);

                    /** Auth keyId */
                    keyId?: (string|null);

                    /** Auth bindingMode */
                    bindingMode?: (drawbridge.gateway.v1.BindingMode|null);

                    /** Auth signature */
                    signature?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Auth. */
                type $Shape = drawbridge.gateway.v1.Auth.$Properties;
            }

            /**
             * Properties of a Ready.
             * @deprecated Use drawbridge.gateway.v1.Ready.$Properties instead.
             */
            interface IReady extends drawbridge.gateway.v1.Ready.$Properties {
            }

            /** Represents a Ready. */
            class Ready {

                /**
                 * Constructs a new Ready.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Ready.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Ready linkId. */
                linkId: Uint8Array;

                /** Ready resumeToken. */
                resumeToken: Uint8Array;

                /** Ready initialCredit. */
                initialCredit?: (drawbridge.gateway.v1.Credit.$Properties|null);

                /** Ready policyVersion. */
                policyVersion: number;

                /** Ready limits. */
                limits?: (drawbridge.gateway.v1.AgreementLimits.$Properties|null);

                /** Ready version. */
                version: number;

                /** Ready capabilities. */
                capabilities: string[];

                /**
                 * Encodes the specified Ready message. Does not implicitly {@link drawbridge.gateway.v1.Ready.verify|verify} messages.
                 * @param message Ready message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Ready.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Ready message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Ready & drawbridge.gateway.v1.Ready.$Shape} Ready
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Ready & drawbridge.gateway.v1.Ready.$Shape;
            }

            namespace Ready {

                /** Properties of a Ready. */
                interface $Properties {

                    /** Ready linkId */
                    linkId?: (Uint8Array|null);

                    /** Ready resumeToken */
                    resumeToken?: (Uint8Array|null);

                    /** Ready initialCredit */
                    initialCredit?: (drawbridge.gateway.v1.Credit.$Properties|null);

                    /** Ready policyVersion */
                    policyVersion?: (number|null);

                    /** Ready limits */
                    limits?: (drawbridge.gateway.v1.AgreementLimits.$Properties|null);

                    /** Ready version */
                    version?: (number|null);

                    /** Ready capabilities */
                    capabilities?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Ready. */
                type $Shape = drawbridge.gateway.v1.Ready.$Properties;
            }

            /**
             * Properties of a Credit.
             * @deprecated Use drawbridge.gateway.v1.Credit.$Properties instead.
             */
            interface ICredit extends drawbridge.gateway.v1.Credit.$Properties {
            }

            /** Represents a Credit. */
            class Credit {

                /**
                 * Constructs a new Credit.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Credit.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Credit frames. */
                frames: number;

                /** Credit bytes. */
                bytes: number;

                /**
                 * Encodes the specified Credit message. Does not implicitly {@link drawbridge.gateway.v1.Credit.verify|verify} messages.
                 * @param message Credit message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Credit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Credit message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Credit & drawbridge.gateway.v1.Credit.$Shape} Credit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Credit & drawbridge.gateway.v1.Credit.$Shape;
            }

            namespace Credit {

                /** Properties of a Credit. */
                interface $Properties {

                    /** Credit frames */
                    frames?: (number|null);

                    /** Credit bytes */
                    bytes?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Credit. */
                type $Shape = drawbridge.gateway.v1.Credit.$Properties;
            }

            /**
             * Properties of an AgreementLimits.
             * @deprecated Use drawbridge.gateway.v1.AgreementLimits.$Properties instead.
             */
            interface IAgreementLimits extends drawbridge.gateway.v1.AgreementLimits.$Properties {
            }

            /** Represents an AgreementLimits. */
            class AgreementLimits {

                /**
                 * Constructs a new AgreementLimits.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.AgreementLimits.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AgreementLimits contactsPerUserDay. */
                contactsPerUserDay: number;

                /** AgreementLimits bundlesPerPair. */
                bundlesPerPair: number;

                /** AgreementLimits bundleRefillSeconds. */
                bundleRefillSeconds: number;

                /** AgreementLimits queuedPerPair. */
                queuedPerPair: number;

                /** AgreementLimits maxTtlSeconds. */
                maxTtlSeconds: number;

                /** AgreementLimits queuedBytesPerPair. */
                queuedBytesPerPair: number;

                /** AgreementLimits attachmentBytes. */
                attachmentBytes: number;

                /** AgreementLimits attachmentsPerUser. */
                attachmentsPerUser: number;

                /** AgreementLimits attachmentMibPerUser. */
                attachmentMibPerUser: number;

                /** AgreementLimits attachmentsPerParty. */
                attachmentsPerParty: number;

                /** AgreementLimits attachmentMibPerParty. */
                attachmentMibPerParty: number;

                /** AgreementLimits messagesPerPair. */
                messagesPerPair: number;

                /** AgreementLimits messagesPerPairMinute. */
                messagesPerPairMinute: number;

                /** AgreementLimits messagesPerUserDay. */
                messagesPerUserDay: number;

                /** AgreementLimits messagesPerPartyMinute. */
                messagesPerPartyMinute: number;

                /** AgreementLimits mibPerPartyDay. */
                mibPerPartyDay: number;

                /** AgreementLimits bundlesPerTargetHour. */
                bundlesPerTargetHour: number;

                /** AgreementLimits newTargetsPerDay. */
                newTargetsPerDay: number;

                /** AgreementLimits linksPerParty. */
                linksPerParty: number;

                /** AgreementLimits enlistmentsPerPartyDay. */
                enlistmentsPerPartyDay: number;

                /**
                 * Encodes the specified AgreementLimits message. Does not implicitly {@link drawbridge.gateway.v1.AgreementLimits.verify|verify} messages.
                 * @param message AgreementLimits message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.AgreementLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AgreementLimits message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.AgreementLimits & drawbridge.gateway.v1.AgreementLimits.$Shape} AgreementLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.AgreementLimits & drawbridge.gateway.v1.AgreementLimits.$Shape;
            }

            namespace AgreementLimits {

                /** Properties of an AgreementLimits. */
                interface $Properties {

                    /** AgreementLimits contactsPerUserDay */
                    contactsPerUserDay?: (number|null);

                    /** AgreementLimits bundlesPerPair */
                    bundlesPerPair?: (number|null);

                    /** AgreementLimits bundleRefillSeconds */
                    bundleRefillSeconds?: (number|null);

                    /** AgreementLimits queuedPerPair */
                    queuedPerPair?: (number|null);

                    /** AgreementLimits maxTtlSeconds */
                    maxTtlSeconds?: (number|null);

                    /** AgreementLimits queuedBytesPerPair */
                    queuedBytesPerPair?: (number|null);

                    /** AgreementLimits attachmentBytes */
                    attachmentBytes?: (number|null);

                    /** AgreementLimits attachmentsPerUser */
                    attachmentsPerUser?: (number|null);

                    /** AgreementLimits attachmentMibPerUser */
                    attachmentMibPerUser?: (number|null);

                    /** AgreementLimits attachmentsPerParty */
                    attachmentsPerParty?: (number|null);

                    /** AgreementLimits attachmentMibPerParty */
                    attachmentMibPerParty?: (number|null);

                    /** AgreementLimits messagesPerPair */
                    messagesPerPair?: (number|null);

                    /** AgreementLimits messagesPerPairMinute */
                    messagesPerPairMinute?: (number|null);

                    /** AgreementLimits messagesPerUserDay */
                    messagesPerUserDay?: (number|null);

                    /** AgreementLimits messagesPerPartyMinute */
                    messagesPerPartyMinute?: (number|null);

                    /** AgreementLimits mibPerPartyDay */
                    mibPerPartyDay?: (number|null);

                    /** AgreementLimits bundlesPerTargetHour */
                    bundlesPerTargetHour?: (number|null);

                    /** AgreementLimits newTargetsPerDay */
                    newTargetsPerDay?: (number|null);

                    /** AgreementLimits linksPerParty */
                    linksPerParty?: (number|null);

                    /** AgreementLimits enlistmentsPerPartyDay */
                    enlistmentsPerPartyDay?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AgreementLimits. */
                type $Shape = drawbridge.gateway.v1.AgreementLimits.$Properties;
            }

            /**
             * Properties of a LimitsChanged.
             * @deprecated Use drawbridge.gateway.v1.LimitsChanged.$Properties instead.
             */
            interface ILimitsChanged extends drawbridge.gateway.v1.LimitsChanged.$Properties {
            }

            /** Represents a LimitsChanged. */
            class LimitsChanged {

                /**
                 * Constructs a new LimitsChanged.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.LimitsChanged.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LimitsChanged policyVersion. */
                policyVersion: number;

                /** LimitsChanged limits. */
                limits?: (drawbridge.gateway.v1.AgreementLimits.$Properties|null);

                /**
                 * Encodes the specified LimitsChanged message. Does not implicitly {@link drawbridge.gateway.v1.LimitsChanged.verify|verify} messages.
                 * @param message LimitsChanged message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.LimitsChanged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LimitsChanged message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.LimitsChanged & drawbridge.gateway.v1.LimitsChanged.$Shape} LimitsChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.LimitsChanged & drawbridge.gateway.v1.LimitsChanged.$Shape;
            }

            namespace LimitsChanged {

                /** Properties of a LimitsChanged. */
                interface $Properties {

                    /** LimitsChanged policyVersion */
                    policyVersion?: (number|null);

                    /** LimitsChanged limits */
                    limits?: (drawbridge.gateway.v1.AgreementLimits.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LimitsChanged. */
                type $Shape = drawbridge.gateway.v1.LimitsChanged.$Properties;
            }

            /**
             * Properties of a Resume.
             * @deprecated Use drawbridge.gateway.v1.Resume.$Properties instead.
             */
            interface IResume extends drawbridge.gateway.v1.Resume.$Properties {
            }

            /** Represents a Resume. */
            class Resume {

                /**
                 * Constructs a new Resume.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Resume.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Resume resumeToken. */
                resumeToken: Uint8Array;

                /** Resume upTo. */
                upTo: number;

                /** Resume also. */
                also: number[];

                /**
                 * Encodes the specified Resume message. Does not implicitly {@link drawbridge.gateway.v1.Resume.verify|verify} messages.
                 * @param message Resume message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Resume.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Resume message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Resume & drawbridge.gateway.v1.Resume.$Shape} Resume
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Resume & drawbridge.gateway.v1.Resume.$Shape;
            }

            namespace Resume {

                /** Properties of a Resume. */
                interface $Properties {

                    /** Resume resumeToken */
                    resumeToken?: (Uint8Array|null);

                    /** Resume upTo */
                    upTo?: (number|null);

                    /** Resume also */
                    also?: (number[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Resume. */
                type $Shape = drawbridge.gateway.v1.Resume.$Properties;
            }

            /**
             * Properties of a Resumed.
             * @deprecated Use drawbridge.gateway.v1.Resumed.$Properties instead.
             */
            interface IResumed extends drawbridge.gateway.v1.Resumed.$Properties {
            }

            /** Represents a Resumed. */
            class Resumed {

                /**
                 * Constructs a new Resumed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Resumed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Resumed resumed. */
                resumed: boolean;

                /**
                 * Encodes the specified Resumed message. Does not implicitly {@link drawbridge.gateway.v1.Resumed.verify|verify} messages.
                 * @param message Resumed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Resumed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Resumed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Resumed & drawbridge.gateway.v1.Resumed.$Shape} Resumed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Resumed & drawbridge.gateway.v1.Resumed.$Shape;
            }

            namespace Resumed {

                /** Properties of a Resumed. */
                interface $Properties {

                    /** Resumed resumed */
                    resumed?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Resumed. */
                type $Shape = drawbridge.gateway.v1.Resumed.$Properties;
            }

            /**
             * Properties of a GoAway.
             * @deprecated Use drawbridge.gateway.v1.GoAway.$Properties instead.
             */
            interface IGoAway extends drawbridge.gateway.v1.GoAway.$Properties {
            }

            /** Represents a GoAway. */
            class GoAway {

                /**
                 * Constructs a new GoAway.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.GoAway.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GoAway reason. */
                reason: drawbridge.gateway.v1.GoAwayReason;

                /** GoAway reconnectAfterSeconds. */
                reconnectAfterSeconds: number;

                /**
                 * Encodes the specified GoAway message. Does not implicitly {@link drawbridge.gateway.v1.GoAway.verify|verify} messages.
                 * @param message GoAway message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.GoAway.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GoAway message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.GoAway & drawbridge.gateway.v1.GoAway.$Shape} GoAway
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.GoAway & drawbridge.gateway.v1.GoAway.$Shape;
            }

            namespace GoAway {

                /** Properties of a GoAway. */
                interface $Properties {

                    /** GoAway reason */
                    reason?: (drawbridge.gateway.v1.GoAwayReason|null);

                    /** GoAway reconnectAfterSeconds */
                    reconnectAfterSeconds?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GoAway. */
                type $Shape = drawbridge.gateway.v1.GoAway.$Properties;
            }

            /** GoAwayReason enum. */
            enum GoAwayReason {

                /** GO_AWAY_REASON_UNSPECIFIED value */
                GO_AWAY_REASON_UNSPECIFIED = 0,

                /** GO_AWAY_REASON_DRAINING value */
                GO_AWAY_REASON_DRAINING = 1,

                /** GO_AWAY_REASON_REPLACED value */
                GO_AWAY_REASON_REPLACED = 2,

                /** GO_AWAY_REASON_SUSPENDED value */
                GO_AWAY_REASON_SUSPENDED = 3
            }

            /**
             * Properties of a Deprecation.
             * @deprecated Use drawbridge.gateway.v1.Deprecation.$Properties instead.
             */
            interface IDeprecation extends drawbridge.gateway.v1.Deprecation.$Properties {
            }

            /** Represents a Deprecation. */
            class Deprecation {

                /**
                 * Constructs a new Deprecation.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Deprecation.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Deprecation feature. */
                feature: string;

                /** Deprecation sunset. */
                sunset: string;

                /**
                 * Encodes the specified Deprecation message. Does not implicitly {@link drawbridge.gateway.v1.Deprecation.verify|verify} messages.
                 * @param message Deprecation message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Deprecation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Deprecation message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Deprecation & drawbridge.gateway.v1.Deprecation.$Shape} Deprecation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Deprecation & drawbridge.gateway.v1.Deprecation.$Shape;
            }

            namespace Deprecation {

                /** Properties of a Deprecation. */
                interface $Properties {

                    /** Deprecation feature */
                    feature?: (string|null);

                    /** Deprecation sunset */
                    sunset?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Deprecation. */
                type $Shape = drawbridge.gateway.v1.Deprecation.$Properties;
            }

            /**
             * Properties of an Envelope.
             * @deprecated Use drawbridge.gateway.v1.Envelope.$Properties instead.
             */
            interface IEnvelope extends drawbridge.gateway.v1.Envelope.$Properties {
            }

            /** Represents an Envelope. */
            class Envelope {

                /**
                 * Constructs a new Envelope.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Envelope.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Envelope deviceId. */
                deviceId: number;

                /** Envelope registrationId. */
                registrationId: number;

                /** Envelope type. */
                type: drawbridge.gateway.v1.EnvelopeType;

                /** Envelope ciphertext. */
                ciphertext: Uint8Array;

                /**
                 * Encodes the specified Envelope message. Does not implicitly {@link drawbridge.gateway.v1.Envelope.verify|verify} messages.
                 * @param message Envelope message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Envelope message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Envelope & drawbridge.gateway.v1.Envelope.$Shape} Envelope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Envelope & drawbridge.gateway.v1.Envelope.$Shape;
            }

            namespace Envelope {

                /** Properties of an Envelope. */
                interface $Properties {

                    /** Envelope deviceId */
                    deviceId?: (number|null);

                    /** Envelope registrationId */
                    registrationId?: (number|null);

                    /** Envelope type */
                    type?: (drawbridge.gateway.v1.EnvelopeType|null);

                    /** Envelope ciphertext */
                    ciphertext?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Envelope. */
                type $Shape = drawbridge.gateway.v1.Envelope.$Properties;
            }

            /** EnvelopeType enum. */
            enum EnvelopeType {

                /** ENVELOPE_TYPE_UNSPECIFIED value */
                ENVELOPE_TYPE_UNSPECIFIED = 0,

                /** ENVELOPE_TYPE_RATCHET value */
                ENVELOPE_TYPE_RATCHET = 2,

                /** ENVELOPE_TYPE_PREKEY value */
                ENVELOPE_TYPE_PREKEY = 3,

                /** ENVELOPE_TYPE_PLAINTEXT value */
                ENVELOPE_TYPE_PLAINTEXT = 8
            }

            /** MessageClass enum. */
            enum MessageClass {

                /** MESSAGE_CLASS_UNSPECIFIED value */
                MESSAGE_CLASS_UNSPECIFIED = 0,

                /** MESSAGE_CLASS_NORMAL value */
                MESSAGE_CLASS_NORMAL = 1,

                /** MESSAGE_CLASS_EPHEMERAL value */
                MESSAGE_CLASS_EPHEMERAL = 2
            }

            /**
             * Properties of a Submit.
             * @deprecated Use drawbridge.gateway.v1.Submit.$Properties instead.
             */
            interface ISubmit extends drawbridge.gateway.v1.Submit.$Properties {
            }

            /** Represents a Submit. */
            class Submit {

                /**
                 * Constructs a new Submit.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Submit.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Submit submissionId. */
                submissionId: Uint8Array;

                /** Submit senderUser. */
                senderUser: Uint8Array;

                /** Submit senderDevice. */
                senderDevice: number;

                /** Submit recipientUser. */
                recipientUser: Uint8Array;

                /** Submit consentToken. */
                consentToken: Uint8Array;

                /** Submit envelopes. */
                envelopes: Uint8Array[];

                /** Submit frankingCommitment. */
                frankingCommitment: Uint8Array;

                /** Submit messageClass. */
                messageClass: drawbridge.gateway.v1.MessageClass;

                /** Submit urgent. */
                urgent: boolean;

                /** Submit ttlSeconds. */
                ttlSeconds: number;

                /** Submit partial. */
                partial: boolean;

                /** Submit attachments. */
                attachments: Uint8Array[];

                /**
                 * Encodes the specified Submit message. Does not implicitly {@link drawbridge.gateway.v1.Submit.verify|verify} messages.
                 * @param message Submit message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Submit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Submit message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Submit & drawbridge.gateway.v1.Submit.$Shape} Submit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Submit & drawbridge.gateway.v1.Submit.$Shape;
            }

            namespace Submit {

                /** Properties of a Submit. */
                interface $Properties {

                    /** Submit submissionId */
                    submissionId?: (Uint8Array|null);

                    /** Submit senderUser */
                    senderUser?: (Uint8Array|null);

                    /** Submit senderDevice */
                    senderDevice?: (number|null);

                    /** Submit recipientUser */
                    recipientUser?: (Uint8Array|null);

                    /** Submit consentToken */
                    consentToken?: (Uint8Array|null);

                    /** Submit envelopes */
                    envelopes?: (Uint8Array[]|null);

                    /** Submit frankingCommitment */
                    frankingCommitment?: (Uint8Array|null);

                    /** Submit messageClass */
                    messageClass?: (drawbridge.gateway.v1.MessageClass|null);

                    /** Submit urgent */
                    urgent?: (boolean|null);

                    /** Submit ttlSeconds */
                    ttlSeconds?: (number|null);

                    /** Submit partial */
                    partial?: (boolean|null);

                    /** Submit attachments */
                    attachments?: (Uint8Array[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Submit. */
                type $Shape = drawbridge.gateway.v1.Submit.$Properties;
            }

            /**
             * Properties of an Accepted.
             * @deprecated Use drawbridge.gateway.v1.Accepted.$Properties instead.
             */
            interface IAccepted extends drawbridge.gateway.v1.Accepted.$Properties {
            }

            /** Represents an Accepted. */
            class Accepted {

                /**
                 * Constructs a new Accepted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Accepted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Accepted gatewayTimeMs. */
                gatewayTimeMs: number;

                /** Accepted places. */
                places: drawbridge.gateway.v1.LanePlace.$Properties[];

                /** Accepted frank. */
                frank?: (drawbridge.gateway.v1.Frank.$Properties|null);

                /**
                 * Encodes the specified Accepted message. Does not implicitly {@link drawbridge.gateway.v1.Accepted.verify|verify} messages.
                 * @param message Accepted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Accepted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Accepted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Accepted & drawbridge.gateway.v1.Accepted.$Shape} Accepted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Accepted & drawbridge.gateway.v1.Accepted.$Shape;
            }

            namespace Accepted {

                /** Properties of an Accepted. */
                interface $Properties {

                    /** Accepted gatewayTimeMs */
                    gatewayTimeMs?: (number|null);

                    /** Accepted places */
                    places?: (drawbridge.gateway.v1.LanePlace.$Properties[]|null);

                    /** Accepted frank */
                    frank?: (drawbridge.gateway.v1.Frank.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Accepted. */
                type $Shape = drawbridge.gateway.v1.Accepted.$Properties;
            }

            /**
             * Properties of a LanePlace.
             * @deprecated Use drawbridge.gateway.v1.LanePlace.$Properties instead.
             */
            interface ILanePlace extends drawbridge.gateway.v1.LanePlace.$Properties {
            }

            /** Represents a LanePlace. */
            class LanePlace {

                /**
                 * Constructs a new LanePlace.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.LanePlace.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LanePlace deviceId. */
                deviceId: number;

                /** LanePlace laneSequence. */
                laneSequence: number;

                /**
                 * Encodes the specified LanePlace message. Does not implicitly {@link drawbridge.gateway.v1.LanePlace.verify|verify} messages.
                 * @param message LanePlace message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.LanePlace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LanePlace message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.LanePlace & drawbridge.gateway.v1.LanePlace.$Shape} LanePlace
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.LanePlace & drawbridge.gateway.v1.LanePlace.$Shape;
            }

            namespace LanePlace {

                /** Properties of a LanePlace. */
                interface $Properties {

                    /** LanePlace deviceId */
                    deviceId?: (number|null);

                    /** LanePlace laneSequence */
                    laneSequence?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LanePlace. */
                type $Shape = drawbridge.gateway.v1.LanePlace.$Properties;
            }

            /**
             * Properties of a Frank.
             * @deprecated Use drawbridge.gateway.v1.Frank.$Properties instead.
             */
            interface IFrank extends drawbridge.gateway.v1.Frank.$Properties {
            }

            /** Represents a Frank. */
            class Frank {

                /**
                 * Constructs a new Frank.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Frank.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Frank keyEpoch. */
                keyEpoch: number;

                /** Frank mac. */
                mac: Uint8Array;

                /** Frank signature. */
                signature: Uint8Array;

                /**
                 * Encodes the specified Frank message. Does not implicitly {@link drawbridge.gateway.v1.Frank.verify|verify} messages.
                 * @param message Frank message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Frank.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Frank message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Frank & drawbridge.gateway.v1.Frank.$Shape} Frank
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Frank & drawbridge.gateway.v1.Frank.$Shape;
            }

            namespace Frank {

                /** Properties of a Frank. */
                interface $Properties {

                    /** Frank keyEpoch */
                    keyEpoch?: (number|null);

                    /** Frank mac */
                    mac?: (Uint8Array|null);

                    /** Frank signature */
                    signature?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Frank. */
                type $Shape = drawbridge.gateway.v1.Frank.$Properties;
            }

            /**
             * Properties of a DeviceMismatch.
             * @deprecated Use drawbridge.gateway.v1.DeviceMismatch.$Properties instead.
             */
            interface IDeviceMismatch extends drawbridge.gateway.v1.DeviceMismatch.$Properties {
            }

            /** Represents a DeviceMismatch. */
            class DeviceMismatch {

                /**
                 * Constructs a new DeviceMismatch.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.DeviceMismatch.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeviceMismatch missing. */
                missing: number[];

                /** DeviceMismatch extra. */
                extra: number[];

                /** DeviceMismatch stale. */
                stale: number[];

                /** DeviceMismatch deviceListVersion. */
                deviceListVersion: number;

                /**
                 * Encodes the specified DeviceMismatch message. Does not implicitly {@link drawbridge.gateway.v1.DeviceMismatch.verify|verify} messages.
                 * @param message DeviceMismatch message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.DeviceMismatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeviceMismatch message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DeviceMismatch & drawbridge.gateway.v1.DeviceMismatch.$Shape} DeviceMismatch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.DeviceMismatch & drawbridge.gateway.v1.DeviceMismatch.$Shape;
            }

            namespace DeviceMismatch {

                /** Properties of a DeviceMismatch. */
                interface $Properties {

                    /** DeviceMismatch missing */
                    missing?: (number[]|null);

                    /** DeviceMismatch extra */
                    extra?: (number[]|null);

                    /** DeviceMismatch stale */
                    stale?: (number[]|null);

                    /** DeviceMismatch deviceListVersion */
                    deviceListVersion?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeviceMismatch. */
                type $Shape = drawbridge.gateway.v1.DeviceMismatch.$Properties;
            }

            /**
             * Properties of a Throttled.
             * @deprecated Use drawbridge.gateway.v1.Throttled.$Properties instead.
             */
            interface IThrottled extends drawbridge.gateway.v1.Throttled.$Properties {
            }

            /** Represents a Throttled. */
            class Throttled {

                /**
                 * Constructs a new Throttled.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Throttled.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Throttled retryAfterSeconds. */
                retryAfterSeconds: number;

                /** Throttled scope. */
                scope: drawbridge.gateway.v1.ThrottleScope;

                /** Throttled headroom. */
                headroom: drawbridge.gateway.v1.Headroom.$Properties[];

                /**
                 * Encodes the specified Throttled message. Does not implicitly {@link drawbridge.gateway.v1.Throttled.verify|verify} messages.
                 * @param message Throttled message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Throttled.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Throttled message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Throttled & drawbridge.gateway.v1.Throttled.$Shape} Throttled
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Throttled & drawbridge.gateway.v1.Throttled.$Shape;
            }

            namespace Throttled {

                /** Properties of a Throttled. */
                interface $Properties {

                    /** Throttled retryAfterSeconds */
                    retryAfterSeconds?: (number|null);

                    /** Throttled scope */
                    scope?: (drawbridge.gateway.v1.ThrottleScope|null);

                    /** Throttled headroom */
                    headroom?: (drawbridge.gateway.v1.Headroom.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Throttled. */
                type $Shape = drawbridge.gateway.v1.Throttled.$Properties;
            }

            /**
             * Properties of a Headroom.
             * @deprecated Use drawbridge.gateway.v1.Headroom.$Properties instead.
             */
            interface IHeadroom extends drawbridge.gateway.v1.Headroom.$Properties {
            }

            /** Represents a Headroom. */
            class Headroom {

                /**
                 * Constructs a new Headroom.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Headroom.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Headroom limit. */
                limit: string;

                /** Headroom left. */
                left: number;

                /** Headroom wholeAfterSeconds. */
                wholeAfterSeconds: number;

                /**
                 * Encodes the specified Headroom message. Does not implicitly {@link drawbridge.gateway.v1.Headroom.verify|verify} messages.
                 * @param message Headroom message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Headroom.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Headroom message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Headroom & drawbridge.gateway.v1.Headroom.$Shape} Headroom
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Headroom & drawbridge.gateway.v1.Headroom.$Shape;
            }

            namespace Headroom {

                /** Properties of a Headroom. */
                interface $Properties {

                    /** Headroom limit */
                    limit?: (string|null);

                    /** Headroom left */
                    left?: (number|null);

                    /** Headroom wholeAfterSeconds */
                    wholeAfterSeconds?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Headroom. */
                type $Shape = drawbridge.gateway.v1.Headroom.$Properties;
            }

            /** ThrottleScope enum. */
            enum ThrottleScope {

                /** THROTTLE_SCOPE_UNSPECIFIED value */
                THROTTLE_SCOPE_UNSPECIFIED = 0,

                /** THROTTLE_SCOPE_PAIR value */
                THROTTLE_SCOPE_PAIR = 1,

                /** THROTTLE_SCOPE_USER value */
                THROTTLE_SCOPE_USER = 2,

                /** THROTTLE_SCOPE_PARTY value */
                THROTTLE_SCOPE_PARTY = 3
            }

            /**
             * Properties of a Deliver.
             * @deprecated Use drawbridge.gateway.v1.Deliver.$Properties instead.
             */
            interface IDeliver extends drawbridge.gateway.v1.Deliver.$Properties {
            }

            /** Represents a Deliver. */
            class Deliver {

                /**
                 * Constructs a new Deliver.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Deliver.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Deliver streamSequence. */
                streamSequence: number;

                /** Deliver submissionId. */
                submissionId: Uint8Array;

                /** Deliver senderUser. */
                senderUser: Uint8Array;

                /** Deliver senderDevice. */
                senderDevice: number;

                /** Deliver recipientUser. */
                recipientUser: Uint8Array;

                /** Deliver recipientDevice. */
                recipientDevice: number;

                /** Deliver laneSequence. */
                laneSequence: number;

                /** Deliver gatewayTimeMs. */
                gatewayTimeMs: number;

                /** Deliver attempt. */
                attempt: number;

                /** Deliver frankingCommitment. */
                frankingCommitment: Uint8Array;

                /** Deliver frank. */
                frank?: (drawbridge.gateway.v1.Frank.$Properties|null);

                /** Deliver envelope. */
                envelope: Uint8Array;

                /** Deliver urgent. */
                urgent: boolean;

                /** Deliver late. */
                late: boolean;

                /**
                 * Encodes the specified Deliver message. Does not implicitly {@link drawbridge.gateway.v1.Deliver.verify|verify} messages.
                 * @param message Deliver message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Deliver.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Deliver message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Deliver & drawbridge.gateway.v1.Deliver.$Shape} Deliver
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Deliver & drawbridge.gateway.v1.Deliver.$Shape;
            }

            namespace Deliver {

                /** Properties of a Deliver. */
                interface $Properties {

                    /** Deliver streamSequence */
                    streamSequence?: (number|null);

                    /** Deliver submissionId */
                    submissionId?: (Uint8Array|null);

                    /** Deliver senderUser */
                    senderUser?: (Uint8Array|null);

                    /** Deliver senderDevice */
                    senderDevice?: (number|null);

                    /** Deliver recipientUser */
                    recipientUser?: (Uint8Array|null);

                    /** Deliver recipientDevice */
                    recipientDevice?: (number|null);

                    /** Deliver laneSequence */
                    laneSequence?: (number|null);

                    /** Deliver gatewayTimeMs */
                    gatewayTimeMs?: (number|null);

                    /** Deliver attempt */
                    attempt?: (number|null);

                    /** Deliver frankingCommitment */
                    frankingCommitment?: (Uint8Array|null);

                    /** Deliver frank */
                    frank?: (drawbridge.gateway.v1.Frank.$Properties|null);

                    /** Deliver envelope */
                    envelope?: (Uint8Array|null);

                    /** Deliver urgent */
                    urgent?: (boolean|null);

                    /** Deliver late */
                    late?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Deliver. */
                type $Shape = drawbridge.gateway.v1.Deliver.$Properties;
            }

            /**
             * Properties of an Ack.
             * @deprecated Use drawbridge.gateway.v1.Ack.$Properties instead.
             */
            interface IAck extends drawbridge.gateway.v1.Ack.$Properties {
            }

            /** Represents an Ack. */
            class Ack {

                /**
                 * Constructs a new Ack.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Ack.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Ack upTo. */
                upTo: number;

                /** Ack also. */
                also: number[];

                /**
                 * Encodes the specified Ack message. Does not implicitly {@link drawbridge.gateway.v1.Ack.verify|verify} messages.
                 * @param message Ack message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Ack message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Ack & drawbridge.gateway.v1.Ack.$Shape} Ack
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Ack & drawbridge.gateway.v1.Ack.$Shape;
            }

            namespace Ack {

                /** Properties of an Ack. */
                interface $Properties {

                    /** Ack upTo */
                    upTo?: (number|null);

                    /** Ack also */
                    also?: (number[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Ack. */
                type $Shape = drawbridge.gateway.v1.Ack.$Properties;
            }

            /**
             * Properties of a Nack.
             * @deprecated Use drawbridge.gateway.v1.Nack.$Properties instead.
             */
            interface INack extends drawbridge.gateway.v1.Nack.$Properties {
            }

            /** Represents a Nack. */
            class Nack {

                /**
                 * Constructs a new Nack.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Nack.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Nack streamSequence. */
                streamSequence: number;

                /** Nack reason. */
                reason: string;

                /** Nack retryable. */
                retryable: boolean;

                /**
                 * Encodes the specified Nack message. Does not implicitly {@link drawbridge.gateway.v1.Nack.verify|verify} messages.
                 * @param message Nack message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Nack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Nack message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Nack & drawbridge.gateway.v1.Nack.$Shape} Nack
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Nack & drawbridge.gateway.v1.Nack.$Shape;
            }

            namespace Nack {

                /** Properties of a Nack. */
                interface $Properties {

                    /** Nack streamSequence */
                    streamSequence?: (number|null);

                    /** Nack reason */
                    reason?: (string|null);

                    /** Nack retryable */
                    retryable?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Nack. */
                type $Shape = drawbridge.gateway.v1.Nack.$Properties;
            }

            /**
             * Properties of a QueueEmpty.
             * @deprecated Use drawbridge.gateway.v1.QueueEmpty.$Properties instead.
             */
            interface IQueueEmpty extends drawbridge.gateway.v1.QueueEmpty.$Properties {
            }

            /** Represents a QueueEmpty. */
            class QueueEmpty {

                /**
                 * Constructs a new QueueEmpty.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.QueueEmpty.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified QueueEmpty message. Does not implicitly {@link drawbridge.gateway.v1.QueueEmpty.verify|verify} messages.
                 * @param message QueueEmpty message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.QueueEmpty.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a QueueEmpty message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.QueueEmpty & drawbridge.gateway.v1.QueueEmpty.$Shape} QueueEmpty
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.QueueEmpty & drawbridge.gateway.v1.QueueEmpty.$Shape;
            }

            namespace QueueEmpty {

                /** Properties of a QueueEmpty. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a QueueEmpty. */
                type $Shape = drawbridge.gateway.v1.QueueEmpty.$Properties;
            }

            /**
             * Properties of an Event.
             * @deprecated Use drawbridge.gateway.v1.Event.$Properties instead.
             */
            interface IEvent extends drawbridge.gateway.v1.Event.$Properties {
            }

            /** Represents an Event. */
            class Event {

                /**
                 * Constructs a new Event.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Event.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Event streamSequence. */
                streamSequence: number;

                /** Event timeMs. */
                timeMs: number;

                /** Event contactRequested. */
                contactRequested?: (drawbridge.gateway.v1.ContactRequested.$Properties|null);

                /** Event contactGranted. */
                contactGranted?: (drawbridge.gateway.v1.Contact.$Properties|null);

                /** Event identityChanged. */
                identityChanged?: (drawbridge.gateway.v1.IdentityChanged.$Properties|null);

                /** Event messageExpired. */
                messageExpired?: (drawbridge.gateway.v1.MessageExpired.$Properties|null);

                /** Event prekeysLow. */
                prekeysLow?: (drawbridge.gateway.v1.PrekeysLow.$Properties|null);

                /** Event messageFailed. */
                messageFailed?: (drawbridge.gateway.v1.MessageFailed.$Properties|null);

                /** Event body. */
                body?: ("contactRequested"|"contactGranted"|"identityChanged"|"messageExpired"|"prekeysLow"|"messageFailed");

                /**
                 * Encodes the specified Event message. Does not implicitly {@link drawbridge.gateway.v1.Event.verify|verify} messages.
                 * @param message Event message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Event.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Event message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Event & drawbridge.gateway.v1.Event.$Shape} Event
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Event & drawbridge.gateway.v1.Event.$Shape;
            }

            namespace Event {

                /** Properties of an Event. */
                interface $Properties {

                    /** Event streamSequence */
                    streamSequence?: (number|null);

                    /** Event timeMs */
                    timeMs?: (number|null);

                    /** Event contactRequested */
                    contactRequested?: (drawbridge.gateway.v1.ContactRequested.$Properties|null);

                    /** Event contactGranted */
                    contactGranted?: (drawbridge.gateway.v1.Contact.$Properties|null);

                    /** Event identityChanged */
                    identityChanged?: (drawbridge.gateway.v1.IdentityChanged.$Properties|null);

                    /** Event messageExpired */
                    messageExpired?: (drawbridge.gateway.v1.MessageExpired.$Properties|null);

                    /** Event prekeysLow */
                    prekeysLow?: (drawbridge.gateway.v1.PrekeysLow.$Properties|null);

                    /** Event messageFailed */
                    messageFailed?: (drawbridge.gateway.v1.MessageFailed.$Properties|null);

                    /** Event body */
                    body?: ("contactRequested"|"contactGranted"|"identityChanged"|"messageExpired"|"prekeysLow"|"messageFailed");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of an Event. */
                type $Shape = {
                  streamSequence?: number|null;
                  timeMs?: number|null;
                  contactRequested?: drawbridge.gateway.v1.ContactRequested.$Shape|null;
                  contactGranted?: drawbridge.gateway.v1.Contact.$Shape|null;
                  identityChanged?: drawbridge.gateway.v1.IdentityChanged.$Shape|null;
                  messageExpired?: drawbridge.gateway.v1.MessageExpired.$Shape|null;
                  prekeysLow?: drawbridge.gateway.v1.PrekeysLow.$Shape|null;
                  messageFailed?: drawbridge.gateway.v1.MessageFailed.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; contactRequested?: null; contactGranted?: null; identityChanged?: null; messageExpired?: null; prekeysLow?: null; messageFailed?: null }|{ body?: "contactRequested"; contactRequested: drawbridge.gateway.v1.ContactRequested.$Shape; contactGranted?: null; identityChanged?: null; messageExpired?: null; prekeysLow?: null; messageFailed?: null }|{ body?: "contactGranted"; contactRequested?: null; contactGranted: drawbridge.gateway.v1.Contact.$Shape; identityChanged?: null; messageExpired?: null; prekeysLow?: null; messageFailed?: null }|{ body?: "identityChanged"; contactRequested?: null; contactGranted?: null; identityChanged: drawbridge.gateway.v1.IdentityChanged.$Shape; messageExpired?: null; prekeysLow?: null; messageFailed?: null }|{ body?: "messageExpired"; contactRequested?: null; contactGranted?: null; identityChanged?: null; messageExpired: drawbridge.gateway.v1.MessageExpired.$Shape; prekeysLow?: null; messageFailed?: null }|{ body?: "prekeysLow"; contactRequested?: null; contactGranted?: null; identityChanged?: null; messageExpired?: null; prekeysLow: drawbridge.gateway.v1.PrekeysLow.$Shape; messageFailed?: null }|{ body?: "messageFailed"; contactRequested?: null; contactGranted?: null; identityChanged?: null; messageExpired?: null; prekeysLow?: null; messageFailed: drawbridge.gateway.v1.MessageFailed.$Shape })
                );
            }

            /**
             * Properties of an IdentityChanged.
             * @deprecated Use drawbridge.gateway.v1.IdentityChanged.$Properties instead.
             */
            interface IIdentityChanged extends drawbridge.gateway.v1.IdentityChanged.$Properties {
            }

            /** Represents an IdentityChanged. */
            class IdentityChanged {

                /**
                 * Constructs a new IdentityChanged.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.IdentityChanged.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** IdentityChanged user. */
                user: Uint8Array;

                /** IdentityChanged peerUser. */
                peerUser: Uint8Array;

                /** IdentityChanged newIdentityKey. */
                newIdentityKey: Uint8Array;

                /** IdentityChanged endorsement. */
                endorsement: Uint8Array;

                /** IdentityChanged custody. */
                custody: drawbridge.gateway.v1.Custody;

                /**
                 * Encodes the specified IdentityChanged message. Does not implicitly {@link drawbridge.gateway.v1.IdentityChanged.verify|verify} messages.
                 * @param message IdentityChanged message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.IdentityChanged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an IdentityChanged message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.IdentityChanged & drawbridge.gateway.v1.IdentityChanged.$Shape} IdentityChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.IdentityChanged & drawbridge.gateway.v1.IdentityChanged.$Shape;
            }

            namespace IdentityChanged {

                /** Properties of an IdentityChanged. */
                interface $Properties {

                    /** IdentityChanged user */
                    user?: (Uint8Array|null);

                    /** IdentityChanged peerUser */
                    peerUser?: (Uint8Array|null);

                    /** IdentityChanged newIdentityKey */
                    newIdentityKey?: (Uint8Array|null);

                    /** IdentityChanged endorsement */
                    endorsement?: (Uint8Array|null);

                    /** IdentityChanged custody */
                    custody?: (drawbridge.gateway.v1.Custody|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an IdentityChanged. */
                type $Shape = drawbridge.gateway.v1.IdentityChanged.$Properties;
            }

            /**
             * Properties of a MessageExpired.
             * @deprecated Use drawbridge.gateway.v1.MessageExpired.$Properties instead.
             */
            interface IMessageExpired extends drawbridge.gateway.v1.MessageExpired.$Properties {
            }

            /** Represents a MessageExpired. */
            class MessageExpired {

                /**
                 * Constructs a new MessageExpired.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.MessageExpired.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MessageExpired user. */
                user: Uint8Array;

                /** MessageExpired senderDevice. */
                senderDevice: number;

                /** MessageExpired submissionId. */
                submissionId: Uint8Array;

                /** MessageExpired deviceIds. */
                deviceIds: number[];

                /**
                 * Encodes the specified MessageExpired message. Does not implicitly {@link drawbridge.gateway.v1.MessageExpired.verify|verify} messages.
                 * @param message MessageExpired message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.MessageExpired.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MessageExpired message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.MessageExpired & drawbridge.gateway.v1.MessageExpired.$Shape} MessageExpired
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.MessageExpired & drawbridge.gateway.v1.MessageExpired.$Shape;
            }

            namespace MessageExpired {

                /** Properties of a MessageExpired. */
                interface $Properties {

                    /** MessageExpired user */
                    user?: (Uint8Array|null);

                    /** MessageExpired senderDevice */
                    senderDevice?: (number|null);

                    /** MessageExpired submissionId */
                    submissionId?: (Uint8Array|null);

                    /** MessageExpired deviceIds */
                    deviceIds?: (number[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MessageExpired. */
                type $Shape = drawbridge.gateway.v1.MessageExpired.$Properties;
            }

            /**
             * Properties of a MessageFailed.
             * @deprecated Use drawbridge.gateway.v1.MessageFailed.$Properties instead.
             */
            interface IMessageFailed extends drawbridge.gateway.v1.MessageFailed.$Properties {
            }

            /** Represents a MessageFailed. */
            class MessageFailed {

                /**
                 * Constructs a new MessageFailed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.MessageFailed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MessageFailed user. */
                user: Uint8Array;

                /** MessageFailed senderDevice. */
                senderDevice: number;

                /** MessageFailed submissionId. */
                submissionId: Uint8Array;

                /** MessageFailed deviceIds. */
                deviceIds: number[];

                /**
                 * Encodes the specified MessageFailed message. Does not implicitly {@link drawbridge.gateway.v1.MessageFailed.verify|verify} messages.
                 * @param message MessageFailed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.MessageFailed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MessageFailed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.MessageFailed & drawbridge.gateway.v1.MessageFailed.$Shape} MessageFailed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.MessageFailed & drawbridge.gateway.v1.MessageFailed.$Shape;
            }

            namespace MessageFailed {

                /** Properties of a MessageFailed. */
                interface $Properties {

                    /** MessageFailed user */
                    user?: (Uint8Array|null);

                    /** MessageFailed senderDevice */
                    senderDevice?: (number|null);

                    /** MessageFailed submissionId */
                    submissionId?: (Uint8Array|null);

                    /** MessageFailed deviceIds */
                    deviceIds?: (number[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MessageFailed. */
                type $Shape = drawbridge.gateway.v1.MessageFailed.$Properties;
            }

            /**
             * Properties of a PrekeysLow.
             * @deprecated Use drawbridge.gateway.v1.PrekeysLow.$Properties instead.
             */
            interface IPrekeysLow extends drawbridge.gateway.v1.PrekeysLow.$Properties {
            }

            /** Represents a PrekeysLow. */
            class PrekeysLow {

                /**
                 * Constructs a new PrekeysLow.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.PrekeysLow.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PrekeysLow user. */
                user: Uint8Array;

                /** PrekeysLow deviceId. */
                deviceId: number;

                /** PrekeysLow oneTimePrekeys. */
                oneTimePrekeys: number;

                /** PrekeysLow oneTimeKyberPrekeys. */
                oneTimeKyberPrekeys: number;

                /**
                 * Encodes the specified PrekeysLow message. Does not implicitly {@link drawbridge.gateway.v1.PrekeysLow.verify|verify} messages.
                 * @param message PrekeysLow message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.PrekeysLow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PrekeysLow message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.PrekeysLow & drawbridge.gateway.v1.PrekeysLow.$Shape} PrekeysLow
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.PrekeysLow & drawbridge.gateway.v1.PrekeysLow.$Shape;
            }

            namespace PrekeysLow {

                /** Properties of a PrekeysLow. */
                interface $Properties {

                    /** PrekeysLow user */
                    user?: (Uint8Array|null);

                    /** PrekeysLow deviceId */
                    deviceId?: (number|null);

                    /** PrekeysLow oneTimePrekeys */
                    oneTimePrekeys?: (number|null);

                    /** PrekeysLow oneTimeKyberPrekeys */
                    oneTimeKyberPrekeys?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PrekeysLow. */
                type $Shape = drawbridge.gateway.v1.PrekeysLow.$Properties;
            }

            /**
             * Properties of a Trace.
             * @deprecated Use drawbridge.gateway.v1.Trace.$Properties instead.
             */
            interface ITrace extends drawbridge.gateway.v1.Trace.$Properties {
            }

            /** Represents a Trace. */
            class Trace {

                /**
                 * Constructs a new Trace.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Trace.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Trace senderUser. */
                senderUser: Uint8Array;

                /** Trace submissionId. */
                submissionId: Uint8Array;

                /**
                 * Encodes the specified Trace message. Does not implicitly {@link drawbridge.gateway.v1.Trace.verify|verify} messages.
                 * @param message Trace message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Trace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Trace message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Trace & drawbridge.gateway.v1.Trace.$Shape} Trace
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Trace & drawbridge.gateway.v1.Trace.$Shape;
            }

            namespace Trace {

                /** Properties of a Trace. */
                interface $Properties {

                    /** Trace senderUser */
                    senderUser?: (Uint8Array|null);

                    /** Trace submissionId */
                    submissionId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Trace. */
                type $Shape = drawbridge.gateway.v1.Trace.$Properties;
            }

            /**
             * Properties of a Traced.
             * @deprecated Use drawbridge.gateway.v1.Traced.$Properties instead.
             */
            interface ITraced extends drawbridge.gateway.v1.Traced.$Properties {
            }

            /** Represents a Traced. */
            class Traced {

                /**
                 * Constructs a new Traced.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Traced.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Traced messages. */
                messages: drawbridge.gateway.v1.TracedMessage.$Properties[];

                /**
                 * Encodes the specified Traced message. Does not implicitly {@link drawbridge.gateway.v1.Traced.verify|verify} messages.
                 * @param message Traced message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Traced.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Traced message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Traced & drawbridge.gateway.v1.Traced.$Shape} Traced
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Traced & drawbridge.gateway.v1.Traced.$Shape;
            }

            namespace Traced {

                /** Properties of a Traced. */
                interface $Properties {

                    /** Traced messages */
                    messages?: (drawbridge.gateway.v1.TracedMessage.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Traced. */
                type $Shape = drawbridge.gateway.v1.Traced.$Properties;
            }

            /**
             * Properties of a TracedMessage.
             * @deprecated Use drawbridge.gateway.v1.TracedMessage.$Properties instead.
             */
            interface ITracedMessage extends drawbridge.gateway.v1.TracedMessage.$Properties {
            }

            /** Represents a TracedMessage. */
            class TracedMessage {

                /**
                 * Constructs a new TracedMessage.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.TracedMessage.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TracedMessage senderDevice. */
                senderDevice: number;

                /** TracedMessage gatewayTimeMs. */
                gatewayTimeMs: number;

                /** TracedMessage places. */
                places: drawbridge.gateway.v1.TracedPlace.$Properties[];

                /**
                 * Encodes the specified TracedMessage message. Does not implicitly {@link drawbridge.gateway.v1.TracedMessage.verify|verify} messages.
                 * @param message TracedMessage message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.TracedMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TracedMessage message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.TracedMessage & drawbridge.gateway.v1.TracedMessage.$Shape} TracedMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.TracedMessage & drawbridge.gateway.v1.TracedMessage.$Shape;
            }

            namespace TracedMessage {

                /** Properties of a TracedMessage. */
                interface $Properties {

                    /** TracedMessage senderDevice */
                    senderDevice?: (number|null);

                    /** TracedMessage gatewayTimeMs */
                    gatewayTimeMs?: (number|null);

                    /** TracedMessage places */
                    places?: (drawbridge.gateway.v1.TracedPlace.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TracedMessage. */
                type $Shape = drawbridge.gateway.v1.TracedMessage.$Properties;
            }

            /**
             * Properties of a TracedPlace.
             * @deprecated Use drawbridge.gateway.v1.TracedPlace.$Properties instead.
             */
            interface ITracedPlace extends drawbridge.gateway.v1.TracedPlace.$Properties {
            }

            /** Represents a TracedPlace. */
            class TracedPlace {

                /**
                 * Constructs a new TracedPlace.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.TracedPlace.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TracedPlace deviceId. */
                deviceId: number;

                /** TracedPlace stage. */
                stage: drawbridge.gateway.v1.TraceStage;

                /** TracedPlace attempts. */
                attempts: number;

                /** TracedPlace pushedTimeMs. */
                pushedTimeMs: number;

                /** TracedPlace endedTimeMs. */
                endedTimeMs: number;

                /**
                 * Encodes the specified TracedPlace message. Does not implicitly {@link drawbridge.gateway.v1.TracedPlace.verify|verify} messages.
                 * @param message TracedPlace message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.TracedPlace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TracedPlace message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.TracedPlace & drawbridge.gateway.v1.TracedPlace.$Shape} TracedPlace
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.TracedPlace & drawbridge.gateway.v1.TracedPlace.$Shape;
            }

            namespace TracedPlace {

                /** Properties of a TracedPlace. */
                interface $Properties {

                    /** TracedPlace deviceId */
                    deviceId?: (number|null);

                    /** TracedPlace stage */
                    stage?: (drawbridge.gateway.v1.TraceStage|null);

                    /** TracedPlace attempts */
                    attempts?: (number|null);

                    /** TracedPlace pushedTimeMs */
                    pushedTimeMs?: (number|null);

                    /** TracedPlace endedTimeMs */
                    endedTimeMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TracedPlace. */
                type $Shape = drawbridge.gateway.v1.TracedPlace.$Properties;
            }

            /** TraceStage enum. */
            enum TraceStage {

                /** TRACE_STAGE_UNSPECIFIED value */
                TRACE_STAGE_UNSPECIFIED = 0,

                /** TRACE_STAGE_ACCEPTED value */
                TRACE_STAGE_ACCEPTED = 1,

                /** TRACE_STAGE_WAITING value */
                TRACE_STAGE_WAITING = 2,

                /** TRACE_STAGE_PARKED value */
                TRACE_STAGE_PARKED = 3,

                /** TRACE_STAGE_DELIVERED value */
                TRACE_STAGE_DELIVERED = 4,

                /** TRACE_STAGE_EXPIRED value */
                TRACE_STAGE_EXPIRED = 5,

                /** TRACE_STAGE_FAILED value */
                TRACE_STAGE_FAILED = 6
            }

            /**
             * Properties of a Report.
             * @deprecated Use drawbridge.gateway.v1.Report.$Properties instead.
             */
            interface IReport extends drawbridge.gateway.v1.Report.$Properties {
            }

            /** Represents a Report. */
            class Report {

                /**
                 * Constructs a new Report.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Report.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Report reportId. */
                reportId: Uint8Array;

                /** Report reporter. */
                reporter: Uint8Array;

                /** Report reportedUser. */
                reportedUser: Uint8Array;

                /** Report messages. */
                messages: drawbridge.gateway.v1.FrankedMessage.$Properties[];

                /** Report sealed. */
                sealed: Uint8Array;

                /**
                 * Encodes the specified Report message. Does not implicitly {@link drawbridge.gateway.v1.Report.verify|verify} messages.
                 * @param message Report message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Report.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Report message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Report & drawbridge.gateway.v1.Report.$Shape} Report
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Report & drawbridge.gateway.v1.Report.$Shape;
            }

            namespace Report {

                /** Properties of a Report. */
                interface $Properties {

                    /** Report reportId */
                    reportId?: (Uint8Array|null);

                    /** Report reporter */
                    reporter?: (Uint8Array|null);

                    /** Report reportedUser */
                    reportedUser?: (Uint8Array|null);

                    /** Report messages */
                    messages?: (drawbridge.gateway.v1.FrankedMessage.$Properties[]|null);

                    /** Report sealed */
                    sealed?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Report. */
                type $Shape = drawbridge.gateway.v1.Report.$Properties;
            }

            /**
             * Properties of a FrankedMessage.
             * @deprecated Use drawbridge.gateway.v1.FrankedMessage.$Properties instead.
             */
            interface IFrankedMessage extends drawbridge.gateway.v1.FrankedMessage.$Properties {
            }

            /** Represents a FrankedMessage. */
            class FrankedMessage {

                /**
                 * Constructs a new FrankedMessage.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.FrankedMessage.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FrankedMessage senderDevice. */
                senderDevice: number;

                /** FrankedMessage submissionId. */
                submissionId: Uint8Array;

                /** FrankedMessage gatewayTimeMs. */
                gatewayTimeMs: number;

                /** FrankedMessage frankingCommitment. */
                frankingCommitment: Uint8Array;

                /** FrankedMessage keyEpoch. */
                keyEpoch: number;

                /** FrankedMessage mac. */
                mac: Uint8Array;

                /**
                 * Encodes the specified FrankedMessage message. Does not implicitly {@link drawbridge.gateway.v1.FrankedMessage.verify|verify} messages.
                 * @param message FrankedMessage message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.FrankedMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FrankedMessage message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.FrankedMessage & drawbridge.gateway.v1.FrankedMessage.$Shape} FrankedMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.FrankedMessage & drawbridge.gateway.v1.FrankedMessage.$Shape;
            }

            namespace FrankedMessage {

                /** Properties of a FrankedMessage. */
                interface $Properties {

                    /** FrankedMessage senderDevice */
                    senderDevice?: (number|null);

                    /** FrankedMessage submissionId */
                    submissionId?: (Uint8Array|null);

                    /** FrankedMessage gatewayTimeMs */
                    gatewayTimeMs?: (number|null);

                    /** FrankedMessage frankingCommitment */
                    frankingCommitment?: (Uint8Array|null);

                    /** FrankedMessage keyEpoch */
                    keyEpoch?: (number|null);

                    /** FrankedMessage mac */
                    mac?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FrankedMessage. */
                type $Shape = drawbridge.gateway.v1.FrankedMessage.$Properties;
            }

            /**
             * Properties of a Reported.
             * @deprecated Use drawbridge.gateway.v1.Reported.$Properties instead.
             */
            interface IReported extends drawbridge.gateway.v1.Reported.$Properties {
            }

            /** Represents a Reported. */
            class Reported {

                /**
                 * Constructs a new Reported.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.gateway.v1.Reported.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Reported reportId. */
                reportId: Uint8Array;

                /** Reported leftToday. */
                leftToday: number;

                /**
                 * Encodes the specified Reported message. Does not implicitly {@link drawbridge.gateway.v1.Reported.verify|verify} messages.
                 * @param message Reported message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.gateway.v1.Reported.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Reported message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Reported & drawbridge.gateway.v1.Reported.$Shape} Reported
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.gateway.v1.Reported & drawbridge.gateway.v1.Reported.$Shape;
            }

            namespace Reported {

                /** Properties of a Reported. */
                interface $Properties {

                    /** Reported reportId */
                    reportId?: (Uint8Array|null);

                    /** Reported leftToday */
                    leftToday?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Reported. */
                type $Shape = drawbridge.gateway.v1.Reported.$Properties;
            }
        }
    }
}
