// SPDX-License-Identifier: Apache-2.0
// Generated from proto/ by scripts/generate.mjs. Do not edit.
import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace drawbridge. */
export namespace drawbridge {

    /** Namespace content. */
    namespace content {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a Content.
             * @deprecated Use drawbridge.content.v1.Content.$Properties instead.
             */
            interface IContent extends drawbridge.content.v1.Content.$Properties {
            }

            /** Represents a Content. */
            class Content {

                /**
                 * Constructs a new Content.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.Content.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Content messageId. */
                messageId: Uint8Array;

                /** Content senderUser. */
                senderUser: Uint8Array;

                /** Content recipientUser. */
                recipientUser: Uint8Array;

                /** Content conversationId. */
                conversationId: Uint8Array;

                /** Content sentAtMs. */
                sentAtMs: number;

                /** Content text. */
                text?: (drawbridge.content.v1.Text.$Properties|null);

                /** Content attachment. */
                attachment?: (drawbridge.content.v1.Attachment.$Properties|null);

                /** Content reaction. */
                reaction?: (drawbridge.content.v1.Reaction.$Properties|null);

                /** Content typing. */
                typing?: (drawbridge.content.v1.Typing.$Properties|null);

                /** Content receipt. */
                receipt?: (drawbridge.content.v1.Receipt.$Properties|null);

                /** Content edit. */
                edit?: (drawbridge.content.v1.Edit.$Properties|null);

                /** Content delete. */
                delete?: (drawbridge.content.v1.Delete.$Properties|null);

                /** Content retry. */
                retry?: (drawbridge.content.v1.Retry.$Properties|null);

                /** Content identityNotice. */
                identityNotice?: (drawbridge.content.v1.IdentityNotice.$Properties|null);

                /** Content replyTo. */
                replyTo: Uint8Array;

                /** Content expiresInSeconds. */
                expiresInSeconds: number;

                /** Content resendOf. */
                resendOf: Uint8Array;

                /** Content padding. */
                padding: Uint8Array;

                /** Content body. */
                body?: ("text"|"attachment"|"reaction"|"typing"|"receipt"|"edit"|"delete"|"retry"|"identityNotice");

                /**
                 * Encodes the specified Content message. Does not implicitly {@link drawbridge.content.v1.Content.verify|verify} messages.
                 * @param message Content message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.Content.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Content message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Content & drawbridge.content.v1.Content.$Shape} Content
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.Content & drawbridge.content.v1.Content.$Shape;
            }

            namespace Content {

                /** Properties of a Content. */
                interface $Properties {

                    /** Content messageId */
                    messageId?: (Uint8Array|null);

                    /** Content senderUser */
                    senderUser?: (Uint8Array|null);

                    /** Content recipientUser */
                    recipientUser?: (Uint8Array|null);

                    /** Content conversationId */
                    conversationId?: (Uint8Array|null);

                    /** Content sentAtMs */
                    sentAtMs?: (number|null);

                    /** Content text */
                    text?: (drawbridge.content.v1.Text.$Properties|null);

                    /** Content attachment */
                    attachment?: (drawbridge.content.v1.Attachment.$Properties|null);

                    /** Content reaction */
                    reaction?: (drawbridge.content.v1.Reaction.$Properties|null);

                    /** Content typing */
                    typing?: (drawbridge.content.v1.Typing.$Properties|null);

                    /** Content receipt */
                    receipt?: (drawbridge.content.v1.Receipt.$Properties|null);

                    /** Content edit */
                    edit?: (drawbridge.content.v1.Edit.$Properties|null);

                    /** Content delete */
                    "delete"?: (drawbridge.content.v1.Delete.$Properties|null);

                    /** Content retry */
                    retry?: (drawbridge.content.v1.Retry.$Properties|null);

                    /** Content identityNotice */
                    identityNotice?: (drawbridge.content.v1.IdentityNotice.$Properties|null);

                    /** Content replyTo */
                    replyTo?: (Uint8Array|null);

                    /** Content expiresInSeconds */
                    expiresInSeconds?: (number|null);

                    /** Content resendOf */
                    resendOf?: (Uint8Array|null);

                    /** Content padding */
                    padding?: (Uint8Array|null);

                    /** Content body */
                    body?: ("text"|"attachment"|"reaction"|"typing"|"receipt"|"edit"|"delete"|"retry"|"identityNotice");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Content. */
                type $Shape = {
                  messageId?: Uint8Array|null;
                  senderUser?: Uint8Array|null;
                  recipientUser?: Uint8Array|null;
                  conversationId?: Uint8Array|null;
                  sentAtMs?: number|null;
                  text?: drawbridge.content.v1.Text.$Shape|null;
                  attachment?: drawbridge.content.v1.Attachment.$Shape|null;
                  reaction?: drawbridge.content.v1.Reaction.$Shape|null;
                  typing?: drawbridge.content.v1.Typing.$Shape|null;
                  receipt?: drawbridge.content.v1.Receipt.$Shape|null;
                  edit?: drawbridge.content.v1.Edit.$Shape|null;
                  "delete"?: drawbridge.content.v1.Delete.$Shape|null;
                  retry?: drawbridge.content.v1.Retry.$Shape|null;
                  identityNotice?: drawbridge.content.v1.IdentityNotice.$Shape|null;
                  replyTo?: Uint8Array|null;
                  expiresInSeconds?: number|null;
                  resendOf?: Uint8Array|null;
                  padding?: Uint8Array|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "text"; text: drawbridge.content.v1.Text.$Shape; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "attachment"; text?: null; attachment: drawbridge.content.v1.Attachment.$Shape; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "reaction"; text?: null; attachment?: null; reaction: drawbridge.content.v1.Reaction.$Shape; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "typing"; text?: null; attachment?: null; reaction?: null; typing: drawbridge.content.v1.Typing.$Shape; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "receipt"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt: drawbridge.content.v1.Receipt.$Shape; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "edit"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit: drawbridge.content.v1.Edit.$Shape; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "delete"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete": drawbridge.content.v1.Delete.$Shape; retry?: null; identityNotice?: null }|{ body?: "retry"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry: drawbridge.content.v1.Retry.$Shape; identityNotice?: null }|{ body?: "identityNotice"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice: drawbridge.content.v1.IdentityNotice.$Shape })
                );
            }

            /**
             * Properties of a Text.
             * @deprecated Use drawbridge.content.v1.Text.$Properties instead.
             */
            interface IText extends drawbridge.content.v1.Text.$Properties {
            }

            /** Represents a Text. */
            class Text {

                /**
                 * Constructs a new Text.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.Text.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Text body. */
                body: string;

                /**
                 * Encodes the specified Text message. Does not implicitly {@link drawbridge.content.v1.Text.verify|verify} messages.
                 * @param message Text message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.Text.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Text message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Text & drawbridge.content.v1.Text.$Shape} Text
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.Text & drawbridge.content.v1.Text.$Shape;
            }

            namespace Text {

                /** Properties of a Text. */
                interface $Properties {

                    /** Text body */
                    body?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Text. */
                type $Shape = drawbridge.content.v1.Text.$Properties;
            }

            /**
             * Properties of an Attachment.
             * @deprecated Use drawbridge.content.v1.Attachment.$Properties instead.
             */
            interface IAttachment extends drawbridge.content.v1.Attachment.$Properties {
            }

            /** Represents an Attachment. */
            class Attachment {

                /**
                 * Constructs a new Attachment.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.Attachment.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Attachment kind. */
                kind: drawbridge.content.v1.AttachmentKind;

                /** Attachment attachmentId. */
                attachmentId: Uint8Array;

                /** Attachment key. */
                key: Uint8Array;

                /** Attachment sha256. */
                sha256: Uint8Array;

                /** Attachment sizeBytes. */
                sizeBytes: number;

                /** Attachment mediaType. */
                mediaType: string;

                /** Attachment name. */
                name: string;

                /** Attachment caption. */
                caption: string;

                /** Attachment width. */
                width: number;

                /** Attachment height. */
                height: number;

                /** Attachment durationMs. */
                durationMs: number;

                /** Attachment waveform. */
                waveform: Uint8Array;

                /** Attachment thumbnail. */
                thumbnail: Uint8Array;

                /** Attachment thumbnailMediaType. */
                thumbnailMediaType: string;

                /**
                 * Encodes the specified Attachment message. Does not implicitly {@link drawbridge.content.v1.Attachment.verify|verify} messages.
                 * @param message Attachment message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.Attachment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Attachment message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Attachment & drawbridge.content.v1.Attachment.$Shape} Attachment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.Attachment & drawbridge.content.v1.Attachment.$Shape;
            }

            namespace Attachment {

                /** Properties of an Attachment. */
                interface $Properties {

                    /** Attachment kind */
                    kind?: (drawbridge.content.v1.AttachmentKind|null);

                    /** Attachment attachmentId */
                    attachmentId?: (Uint8Array|null);

                    /** Attachment key */
                    key?: (Uint8Array|null);

                    /** Attachment sha256 */
                    sha256?: (Uint8Array|null);

                    /** Attachment sizeBytes */
                    sizeBytes?: (number|null);

                    /** Attachment mediaType */
                    mediaType?: (string|null);

                    /** Attachment name */
                    name?: (string|null);

                    /** Attachment caption */
                    caption?: (string|null);

                    /** Attachment width */
                    width?: (number|null);

                    /** Attachment height */
                    height?: (number|null);

                    /** Attachment durationMs */
                    durationMs?: (number|null);

                    /** Attachment waveform */
                    waveform?: (Uint8Array|null);

                    /** Attachment thumbnail */
                    thumbnail?: (Uint8Array|null);

                    /** Attachment thumbnailMediaType */
                    thumbnailMediaType?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Attachment. */
                type $Shape = drawbridge.content.v1.Attachment.$Properties;
            }

            /** AttachmentKind enum. */
            enum AttachmentKind {

                /** ATTACHMENT_KIND_UNSPECIFIED value */
                ATTACHMENT_KIND_UNSPECIFIED = 0,

                /** ATTACHMENT_KIND_IMAGE value */
                ATTACHMENT_KIND_IMAGE = 1,

                /** ATTACHMENT_KIND_AUDIO value */
                ATTACHMENT_KIND_AUDIO = 2,

                /** ATTACHMENT_KIND_VOICE_NOTE value */
                ATTACHMENT_KIND_VOICE_NOTE = 3,

                /** ATTACHMENT_KIND_VIDEO value */
                ATTACHMENT_KIND_VIDEO = 4,

                /** ATTACHMENT_KIND_FILE value */
                ATTACHMENT_KIND_FILE = 5,

                /** ATTACHMENT_KIND_LONG_TEXT value */
                ATTACHMENT_KIND_LONG_TEXT = 6
            }

            /**
             * Properties of a Reaction.
             * @deprecated Use drawbridge.content.v1.Reaction.$Properties instead.
             */
            interface IReaction extends drawbridge.content.v1.Reaction.$Properties {
            }

            /** Represents a Reaction. */
            class Reaction {

                /**
                 * Constructs a new Reaction.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.Reaction.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Reaction messageId. */
                messageId: Uint8Array;

                /** Reaction emoji. */
                emoji: string;

                /**
                 * Encodes the specified Reaction message. Does not implicitly {@link drawbridge.content.v1.Reaction.verify|verify} messages.
                 * @param message Reaction message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.Reaction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Reaction message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Reaction & drawbridge.content.v1.Reaction.$Shape} Reaction
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.Reaction & drawbridge.content.v1.Reaction.$Shape;
            }

            namespace Reaction {

                /** Properties of a Reaction. */
                interface $Properties {

                    /** Reaction messageId */
                    messageId?: (Uint8Array|null);

                    /** Reaction emoji */
                    emoji?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Reaction. */
                type $Shape = drawbridge.content.v1.Reaction.$Properties;
            }

            /**
             * Properties of a Typing.
             * @deprecated Use drawbridge.content.v1.Typing.$Properties instead.
             */
            interface ITyping extends drawbridge.content.v1.Typing.$Properties {
            }

            /** Represents a Typing. */
            class Typing {

                /**
                 * Constructs a new Typing.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.Typing.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Typing isTyping. */
                isTyping: boolean;

                /**
                 * Encodes the specified Typing message. Does not implicitly {@link drawbridge.content.v1.Typing.verify|verify} messages.
                 * @param message Typing message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.Typing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Typing message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Typing & drawbridge.content.v1.Typing.$Shape} Typing
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.Typing & drawbridge.content.v1.Typing.$Shape;
            }

            namespace Typing {

                /** Properties of a Typing. */
                interface $Properties {

                    /** Typing isTyping */
                    isTyping?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Typing. */
                type $Shape = drawbridge.content.v1.Typing.$Properties;
            }

            /**
             * Properties of an Edit.
             * @deprecated Use drawbridge.content.v1.Edit.$Properties instead.
             */
            interface IEdit extends drawbridge.content.v1.Edit.$Properties {
            }

            /** Represents an Edit. */
            class Edit {

                /**
                 * Constructs a new Edit.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.Edit.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Edit messageId. */
                messageId: Uint8Array;

                /** Edit body. */
                body: string;

                /**
                 * Encodes the specified Edit message. Does not implicitly {@link drawbridge.content.v1.Edit.verify|verify} messages.
                 * @param message Edit message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.Edit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Edit message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Edit & drawbridge.content.v1.Edit.$Shape} Edit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.Edit & drawbridge.content.v1.Edit.$Shape;
            }

            namespace Edit {

                /** Properties of an Edit. */
                interface $Properties {

                    /** Edit messageId */
                    messageId?: (Uint8Array|null);

                    /** Edit body */
                    body?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Edit. */
                type $Shape = drawbridge.content.v1.Edit.$Properties;
            }

            /**
             * Properties of a Delete.
             * @deprecated Use drawbridge.content.v1.Delete.$Properties instead.
             */
            interface IDelete extends drawbridge.content.v1.Delete.$Properties {
            }

            /** Represents a Delete. */
            class Delete {

                /**
                 * Constructs a new Delete.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.Delete.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Delete messageId. */
                messageId: Uint8Array;

                /**
                 * Encodes the specified Delete message. Does not implicitly {@link drawbridge.content.v1.Delete.verify|verify} messages.
                 * @param message Delete message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.Delete.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Delete message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Delete & drawbridge.content.v1.Delete.$Shape} Delete
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.Delete & drawbridge.content.v1.Delete.$Shape;
            }

            namespace Delete {

                /** Properties of a Delete. */
                interface $Properties {

                    /** Delete messageId */
                    messageId?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Delete. */
                type $Shape = drawbridge.content.v1.Delete.$Properties;
            }

            /**
             * Properties of a Receipt.
             * @deprecated Use drawbridge.content.v1.Receipt.$Properties instead.
             */
            interface IReceipt extends drawbridge.content.v1.Receipt.$Properties {
            }

            /** Represents a Receipt. */
            class Receipt {

                /**
                 * Constructs a new Receipt.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.Receipt.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Receipt kind. */
                kind: drawbridge.content.v1.ReceiptKind;

                /** Receipt messageIds. */
                messageIds: Uint8Array[];

                /**
                 * Encodes the specified Receipt message. Does not implicitly {@link drawbridge.content.v1.Receipt.verify|verify} messages.
                 * @param message Receipt message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.Receipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Receipt message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Receipt & drawbridge.content.v1.Receipt.$Shape} Receipt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.Receipt & drawbridge.content.v1.Receipt.$Shape;
            }

            namespace Receipt {

                /** Properties of a Receipt. */
                interface $Properties {

                    /** Receipt kind */
                    kind?: (drawbridge.content.v1.ReceiptKind|null);

                    /** Receipt messageIds */
                    messageIds?: (Uint8Array[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Receipt. */
                type $Shape = drawbridge.content.v1.Receipt.$Properties;
            }

            /** ReceiptKind enum. */
            enum ReceiptKind {

                /** RECEIPT_KIND_UNSPECIFIED value */
                RECEIPT_KIND_UNSPECIFIED = 0,

                /** RECEIPT_KIND_DELIVERED value */
                RECEIPT_KIND_DELIVERED = 1,

                /** RECEIPT_KIND_READ value */
                RECEIPT_KIND_READ = 2
            }

            /**
             * Properties of a Retry.
             * @deprecated Use drawbridge.content.v1.Retry.$Properties instead.
             */
            interface IRetry extends drawbridge.content.v1.Retry.$Properties {
            }

            /** Represents a Retry. */
            class Retry {

                /**
                 * Constructs a new Retry.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.Retry.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Retry submissionId. */
                submissionId: Uint8Array;

                /** Retry decryptionError. */
                decryptionError: Uint8Array;

                /** Retry givenUp. */
                givenUp: boolean;

                /**
                 * Encodes the specified Retry message. Does not implicitly {@link drawbridge.content.v1.Retry.verify|verify} messages.
                 * @param message Retry message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.Retry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Retry message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Retry & drawbridge.content.v1.Retry.$Shape} Retry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.Retry & drawbridge.content.v1.Retry.$Shape;
            }

            namespace Retry {

                /** Properties of a Retry. */
                interface $Properties {

                    /** Retry submissionId */
                    submissionId?: (Uint8Array|null);

                    /** Retry decryptionError */
                    decryptionError?: (Uint8Array|null);

                    /** Retry givenUp */
                    givenUp?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Retry. */
                type $Shape = drawbridge.content.v1.Retry.$Properties;
            }

            /**
             * Properties of an IdentityNotice.
             * @deprecated Use drawbridge.content.v1.IdentityNotice.$Properties instead.
             */
            interface IIdentityNotice extends drawbridge.content.v1.IdentityNotice.$Properties {
            }

            /** Represents an IdentityNotice. */
            class IdentityNotice {

                /**
                 * Constructs a new IdentityNotice.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: drawbridge.content.v1.IdentityNotice.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** IdentityNotice previousIdentityKey. */
                previousIdentityKey: Uint8Array;

                /** IdentityNotice reason. */
                reason: drawbridge.content.v1.IdentityChangeReason;

                /**
                 * Encodes the specified IdentityNotice message. Does not implicitly {@link drawbridge.content.v1.IdentityNotice.verify|verify} messages.
                 * @param message IdentityNotice message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: drawbridge.content.v1.IdentityNotice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an IdentityNotice message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.IdentityNotice & drawbridge.content.v1.IdentityNotice.$Shape} IdentityNotice
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): drawbridge.content.v1.IdentityNotice & drawbridge.content.v1.IdentityNotice.$Shape;
            }

            namespace IdentityNotice {

                /** Properties of an IdentityNotice. */
                interface $Properties {

                    /** IdentityNotice previousIdentityKey */
                    previousIdentityKey?: (Uint8Array|null);

                    /** IdentityNotice reason */
                    reason?: (drawbridge.content.v1.IdentityChangeReason|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an IdentityNotice. */
                type $Shape = drawbridge.content.v1.IdentityNotice.$Properties;
            }

            /** IdentityChangeReason enum. */
            enum IdentityChangeReason {

                /** IDENTITY_CHANGE_REASON_UNSPECIFIED value */
                IDENTITY_CHANGE_REASON_UNSPECIFIED = 0,

                /** IDENTITY_CHANGE_REASON_REINSTALLED value */
                IDENTITY_CHANGE_REASON_REINSTALLED = 1,

                /** IDENTITY_CHANGE_REASON_NEW_DEVICE value */
                IDENTITY_CHANGE_REASON_NEW_DEVICE = 2
            }
        }
    }
}
