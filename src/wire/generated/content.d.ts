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

                /** Content receipt. */
                receipt?: (drawbridge.content.v1.Receipt.$Properties|null);

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
                body?: ("text"|"receipt"|"retry"|"identityNotice");

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

                    /** Content receipt */
                    receipt?: (drawbridge.content.v1.Receipt.$Properties|null);

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
                    body?: ("text"|"receipt"|"retry"|"identityNotice");

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
                  receipt?: drawbridge.content.v1.Receipt.$Shape|null;
                  retry?: drawbridge.content.v1.Retry.$Shape|null;
                  identityNotice?: drawbridge.content.v1.IdentityNotice.$Shape|null;
                  replyTo?: Uint8Array|null;
                  expiresInSeconds?: number|null;
                  resendOf?: Uint8Array|null;
                  padding?: Uint8Array|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; text?: null; receipt?: null; retry?: null; identityNotice?: null }|{ body?: "text"; text: drawbridge.content.v1.Text.$Shape; receipt?: null; retry?: null; identityNotice?: null }|{ body?: "receipt"; text?: null; receipt: drawbridge.content.v1.Receipt.$Shape; retry?: null; identityNotice?: null }|{ body?: "retry"; text?: null; receipt?: null; retry: drawbridge.content.v1.Retry.$Shape; identityNotice?: null }|{ body?: "identityNotice"; text?: null; receipt?: null; retry?: null; identityNotice: drawbridge.content.v1.IdentityNotice.$Shape })
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
