// SPDX-License-Identifier: Apache-2.0
// Generated from proto/ by scripts/generate.mjs. Do not edit.
/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["drawbridge_content"] || ($protobuf.roots["drawbridge_content"] = {});

export const drawbridge = $root.drawbridge = (() => {

    /**
     * Namespace drawbridge.
     * @exports drawbridge
     * @namespace
     */
    const drawbridge = {};

    drawbridge.content = (function() {

        /**
         * Namespace content.
         * @memberof drawbridge
         * @namespace
         */
        const content = {};

        content.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof drawbridge.content
             * @namespace
             */
            const v1 = {};

            v1.Content = (function() {

                /**
                 * Properties of a Content.
                 * @typedef {Object} drawbridge.content.v1.Content.$Properties
                 * @property {Uint8Array|null} [messageId] Content messageId
                 * @property {Uint8Array|null} [senderUser] Content senderUser
                 * @property {Uint8Array|null} [recipientUser] Content recipientUser
                 * @property {Uint8Array|null} [conversationId] Content conversationId
                 * @property {number|null} [sentAtMs] Content sentAtMs
                 * @property {drawbridge.content.v1.Text.$Properties|null} [text] Content text
                 * @property {drawbridge.content.v1.Receipt.$Properties|null} [receipt] Content receipt
                 * @property {drawbridge.content.v1.Retry.$Properties|null} [retry] Content retry
                 * @property {drawbridge.content.v1.IdentityNotice.$Properties|null} [identityNotice] Content identityNotice
                 * @property {Uint8Array|null} [replyTo] Content replyTo
                 * @property {number|null} [expiresInSeconds] Content expiresInSeconds
                 * @property {Uint8Array|null} [resendOf] Content resendOf
                 * @property {Uint8Array|null} [padding] Content padding
                 * @property {"text"|"receipt"|"retry"|"identityNotice"} [body] Content body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Content.
                 * @memberof drawbridge.content.v1
                 * @interface IContent
                 * @augments drawbridge.content.v1.Content.$Properties
                 * @deprecated Use drawbridge.content.v1.Content.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Content.
                 * @typedef {{
                 *   messageId?: Uint8Array|null;
                 *   senderUser?: Uint8Array|null;
                 *   recipientUser?: Uint8Array|null;
                 *   conversationId?: Uint8Array|null;
                 *   sentAtMs?: number|null;
                 *   text?: drawbridge.content.v1.Text.$Shape|null;
                 *   receipt?: drawbridge.content.v1.Receipt.$Shape|null;
                 *   retry?: drawbridge.content.v1.Retry.$Shape|null;
                 *   identityNotice?: drawbridge.content.v1.IdentityNotice.$Shape|null;
                 *   replyTo?: Uint8Array|null;
                 *   expiresInSeconds?: number|null;
                 *   resendOf?: Uint8Array|null;
                 *   padding?: Uint8Array|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; text?: null; receipt?: null; retry?: null; identityNotice?: null }|{ body?: "text"; text: drawbridge.content.v1.Text.$Shape; receipt?: null; retry?: null; identityNotice?: null }|{ body?: "receipt"; text?: null; receipt: drawbridge.content.v1.Receipt.$Shape; retry?: null; identityNotice?: null }|{ body?: "retry"; text?: null; receipt?: null; retry: drawbridge.content.v1.Retry.$Shape; identityNotice?: null }|{ body?: "identityNotice"; text?: null; receipt?: null; retry?: null; identityNotice: drawbridge.content.v1.IdentityNotice.$Shape })
                 * )} drawbridge.content.v1.Content.$Shape
                 */

                /**
                 * Constructs a new Content.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents a Content.
                 * @constructor
                 * @param {drawbridge.content.v1.Content.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Content = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Content messageId.
                 * @member {Uint8Array} messageId
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.messageId = $util.newBuffer([]);

                /**
                 * Content senderUser.
                 * @member {Uint8Array} senderUser
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.senderUser = $util.newBuffer([]);

                /**
                 * Content recipientUser.
                 * @member {Uint8Array} recipientUser
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.recipientUser = $util.newBuffer([]);

                /**
                 * Content conversationId.
                 * @member {Uint8Array} conversationId
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.conversationId = $util.newBuffer([]);

                /**
                 * Content sentAtMs.
                 * @member {number} sentAtMs
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.sentAtMs = 0;

                /**
                 * Content text.
                 * @member {drawbridge.content.v1.Text.$Properties|null|undefined} text
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.text = null;

                /**
                 * Content receipt.
                 * @member {drawbridge.content.v1.Receipt.$Properties|null|undefined} receipt
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.receipt = null;

                /**
                 * Content retry.
                 * @member {drawbridge.content.v1.Retry.$Properties|null|undefined} retry
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.retry = null;

                /**
                 * Content identityNotice.
                 * @member {drawbridge.content.v1.IdentityNotice.$Properties|null|undefined} identityNotice
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.identityNotice = null;

                /**
                 * Content replyTo.
                 * @member {Uint8Array} replyTo
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.replyTo = $util.newBuffer([]);

                /**
                 * Content expiresInSeconds.
                 * @member {number} expiresInSeconds
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.expiresInSeconds = 0;

                /**
                 * Content resendOf.
                 * @member {Uint8Array} resendOf
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.resendOf = $util.newBuffer([]);

                /**
                 * Content padding.
                 * @member {Uint8Array} padding
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.padding = $util.newBuffer([]);

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Content body.
                 * @member {"text"|"receipt"|"retry"|"identityNotice"|undefined} body
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                $Object.defineProperty(Content.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["text", "receipt", "retry", "identityNotice"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Content message. Does not implicitly {@link drawbridge.content.v1.Content.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.Content
                 * @static
                 * @param {drawbridge.content.v1.Content.$Properties} message Content message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Content.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.messageId);
                    if (message.senderUser != null && $Object.hasOwnProperty.call(message, "senderUser") && message.senderUser.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.senderUser);
                    if (message.recipientUser != null && $Object.hasOwnProperty.call(message, "recipientUser") && message.recipientUser.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.recipientUser);
                    if (message.conversationId != null && $Object.hasOwnProperty.call(message, "conversationId") && message.conversationId.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.conversationId);
                    if (message.sentAtMs != null && $Object.hasOwnProperty.call(message, "sentAtMs") && !$Object.is(message.sentAtMs, 0))
                        writer.uint32(/* id 5, wireType 1 =*/41).double(message.sentAtMs);
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                        $root.drawbridge.content.v1.Text.encode(message.text, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.receipt != null && $Object.hasOwnProperty.call(message, "receipt"))
                        $root.drawbridge.content.v1.Receipt.encode(message.receipt, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                    if (message.retry != null && $Object.hasOwnProperty.call(message, "retry"))
                        $root.drawbridge.content.v1.Retry.encode(message.retry, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                    if (message.identityNotice != null && $Object.hasOwnProperty.call(message, "identityNotice"))
                        $root.drawbridge.content.v1.IdentityNotice.encode(message.identityNotice, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                    if (message.replyTo != null && $Object.hasOwnProperty.call(message, "replyTo") && message.replyTo.length)
                        writer.uint32(/* id 30, wireType 2 =*/242).bytes(message.replyTo);
                    if (message.expiresInSeconds != null && $Object.hasOwnProperty.call(message, "expiresInSeconds") && message.expiresInSeconds !== 0)
                        writer.uint32(/* id 31, wireType 0 =*/248).uint32(message.expiresInSeconds);
                    if (message.resendOf != null && $Object.hasOwnProperty.call(message, "resendOf") && message.resendOf.length)
                        writer.uint32(/* id 32, wireType 2 =*/258).bytes(message.resendOf);
                    if (message.padding != null && $Object.hasOwnProperty.call(message, "padding") && message.padding.length)
                        writer.uint32(/* id 100, wireType 2 =*/802).bytes(message.padding);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Content message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.Content
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Content & drawbridge.content.v1.Content.$Shape} Content
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Content.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.content.v1.Content();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.messageId = value;
                                else
                                    delete message.messageId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.senderUser = value;
                                else
                                    delete message.senderUser;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.recipientUser = value;
                                else
                                    delete message.recipientUser;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.conversationId = value;
                                else
                                    delete message.conversationId;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.sentAtMs = value;
                                else
                                    delete message.sentAtMs;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.text = $root.drawbridge.content.v1.Text.decode(reader, reader.size(), $undefined, _depth + 1, message.text);
                                message.body = "text";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.receipt = $root.drawbridge.content.v1.Receipt.decode(reader, reader.size(), $undefined, _depth + 1, message.receipt);
                                message.body = "receipt";
                                continue;
                            }
                        case 18: {
                                if (wireType !== 2)
                                    break;
                                message.retry = $root.drawbridge.content.v1.Retry.decode(reader, reader.size(), $undefined, _depth + 1, message.retry);
                                message.body = "retry";
                                continue;
                            }
                        case 19: {
                                if (wireType !== 2)
                                    break;
                                message.identityNotice = $root.drawbridge.content.v1.IdentityNotice.decode(reader, reader.size(), $undefined, _depth + 1, message.identityNotice);
                                message.body = "identityNotice";
                                continue;
                            }
                        case 30: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.replyTo = value;
                                else
                                    delete message.replyTo;
                                continue;
                            }
                        case 31: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.expiresInSeconds = value;
                                else
                                    delete message.expiresInSeconds;
                                continue;
                            }
                        case 32: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.resendOf = value;
                                else
                                    delete message.resendOf;
                                continue;
                            }
                        case 100: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.padding = value;
                                else
                                    delete message.padding;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Content;
            })();

            v1.Text = (function() {

                /**
                 * Properties of a Text.
                 * @typedef {Object} drawbridge.content.v1.Text.$Properties
                 * @property {string|null} [body] Text body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Text.
                 * @memberof drawbridge.content.v1
                 * @interface IText
                 * @augments drawbridge.content.v1.Text.$Properties
                 * @deprecated Use drawbridge.content.v1.Text.$Properties instead.
                 */

                /**
                 * Shape of a Text.
                 * @typedef {drawbridge.content.v1.Text.$Properties} drawbridge.content.v1.Text.$Shape
                 */

                /**
                 * Constructs a new Text.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents a Text.
                 * @constructor
                 * @param {drawbridge.content.v1.Text.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Text = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Text body.
                 * @member {string} body
                 * @memberof drawbridge.content.v1.Text
                 * @instance
                 */
                Text.prototype.body = "";

                /**
                 * Encodes the specified Text message. Does not implicitly {@link drawbridge.content.v1.Text.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.Text
                 * @static
                 * @param {drawbridge.content.v1.Text.$Properties} message Text message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Text.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.body);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Text message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.Text
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Text & drawbridge.content.v1.Text.$Shape} Text
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Text.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.content.v1.Text();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.body = value;
                                else
                                    delete message.body;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Text;
            })();

            v1.Receipt = (function() {

                /**
                 * Properties of a Receipt.
                 * @typedef {Object} drawbridge.content.v1.Receipt.$Properties
                 * @property {drawbridge.content.v1.ReceiptKind|null} [kind] Receipt kind
                 * @property {Array.<Uint8Array>|null} [messageIds] Receipt messageIds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Receipt.
                 * @memberof drawbridge.content.v1
                 * @interface IReceipt
                 * @augments drawbridge.content.v1.Receipt.$Properties
                 * @deprecated Use drawbridge.content.v1.Receipt.$Properties instead.
                 */

                /**
                 * Shape of a Receipt.
                 * @typedef {drawbridge.content.v1.Receipt.$Properties} drawbridge.content.v1.Receipt.$Shape
                 */

                /**
                 * Constructs a new Receipt.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents a Receipt.
                 * @constructor
                 * @param {drawbridge.content.v1.Receipt.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Receipt = function (properties) {
                    this.messageIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Receipt kind.
                 * @member {drawbridge.content.v1.ReceiptKind} kind
                 * @memberof drawbridge.content.v1.Receipt
                 * @instance
                 */
                Receipt.prototype.kind = 0;

                /**
                 * Receipt messageIds.
                 * @member {Array.<Uint8Array>} messageIds
                 * @memberof drawbridge.content.v1.Receipt
                 * @instance
                 */
                Receipt.prototype.messageIds = $util.emptyArray;

                /**
                 * Encodes the specified Receipt message. Does not implicitly {@link drawbridge.content.v1.Receipt.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.Receipt
                 * @static
                 * @param {drawbridge.content.v1.Receipt.$Properties} message Receipt message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Receipt.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                    if (message.messageIds != null && message.messageIds.length)
                        for (let i = 0; i < message.messageIds.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.messageIds[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Receipt message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.Receipt
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Receipt & drawbridge.content.v1.Receipt.$Shape} Receipt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Receipt.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.content.v1.Receipt();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.messageIds && message.messageIds.length))
                                    message.messageIds = [];
                                message.messageIds.push(reader.bytes());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Receipt;
            })();

            /**
             * ReceiptKind enum.
             * @name drawbridge.content.v1.ReceiptKind
             * @enum {number}
             * @property {number} RECEIPT_KIND_UNSPECIFIED=0 RECEIPT_KIND_UNSPECIFIED value
             * @property {number} RECEIPT_KIND_DELIVERED=1 RECEIPT_KIND_DELIVERED value
             * @property {number} RECEIPT_KIND_READ=2 RECEIPT_KIND_READ value
             */
            v1.ReceiptKind = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "RECEIPT_KIND_UNSPECIFIED"] = 0;
                values[valuesById[1] = "RECEIPT_KIND_DELIVERED"] = 1;
                values[valuesById[2] = "RECEIPT_KIND_READ"] = 2;
                return values;
            })();

            v1.Retry = (function() {

                /**
                 * Properties of a Retry.
                 * @typedef {Object} drawbridge.content.v1.Retry.$Properties
                 * @property {Uint8Array|null} [submissionId] Retry submissionId
                 * @property {Uint8Array|null} [decryptionError] Retry decryptionError
                 * @property {boolean|null} [givenUp] Retry givenUp
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Retry.
                 * @memberof drawbridge.content.v1
                 * @interface IRetry
                 * @augments drawbridge.content.v1.Retry.$Properties
                 * @deprecated Use drawbridge.content.v1.Retry.$Properties instead.
                 */

                /**
                 * Shape of a Retry.
                 * @typedef {drawbridge.content.v1.Retry.$Properties} drawbridge.content.v1.Retry.$Shape
                 */

                /**
                 * Constructs a new Retry.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents a Retry.
                 * @constructor
                 * @param {drawbridge.content.v1.Retry.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Retry = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Retry submissionId.
                 * @member {Uint8Array} submissionId
                 * @memberof drawbridge.content.v1.Retry
                 * @instance
                 */
                Retry.prototype.submissionId = $util.newBuffer([]);

                /**
                 * Retry decryptionError.
                 * @member {Uint8Array} decryptionError
                 * @memberof drawbridge.content.v1.Retry
                 * @instance
                 */
                Retry.prototype.decryptionError = $util.newBuffer([]);

                /**
                 * Retry givenUp.
                 * @member {boolean} givenUp
                 * @memberof drawbridge.content.v1.Retry
                 * @instance
                 */
                Retry.prototype.givenUp = false;

                /**
                 * Encodes the specified Retry message. Does not implicitly {@link drawbridge.content.v1.Retry.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.Retry
                 * @static
                 * @param {drawbridge.content.v1.Retry.$Properties} message Retry message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Retry.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.submissionId != null && $Object.hasOwnProperty.call(message, "submissionId") && message.submissionId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.submissionId);
                    if (message.decryptionError != null && $Object.hasOwnProperty.call(message, "decryptionError") && message.decryptionError.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.decryptionError);
                    if (message.givenUp != null && $Object.hasOwnProperty.call(message, "givenUp") && message.givenUp !== false)
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.givenUp);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Retry message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.Retry
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Retry & drawbridge.content.v1.Retry.$Shape} Retry
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Retry.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.content.v1.Retry();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.submissionId = value;
                                else
                                    delete message.submissionId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.decryptionError = value;
                                else
                                    delete message.decryptionError;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.givenUp = value;
                                else
                                    delete message.givenUp;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Retry;
            })();

            v1.IdentityNotice = (function() {

                /**
                 * Properties of an IdentityNotice.
                 * @typedef {Object} drawbridge.content.v1.IdentityNotice.$Properties
                 * @property {Uint8Array|null} [previousIdentityKey] IdentityNotice previousIdentityKey
                 * @property {drawbridge.content.v1.IdentityChangeReason|null} [reason] IdentityNotice reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an IdentityNotice.
                 * @memberof drawbridge.content.v1
                 * @interface IIdentityNotice
                 * @augments drawbridge.content.v1.IdentityNotice.$Properties
                 * @deprecated Use drawbridge.content.v1.IdentityNotice.$Properties instead.
                 */

                /**
                 * Shape of an IdentityNotice.
                 * @typedef {drawbridge.content.v1.IdentityNotice.$Properties} drawbridge.content.v1.IdentityNotice.$Shape
                 */

                /**
                 * Constructs a new IdentityNotice.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents an IdentityNotice.
                 * @constructor
                 * @param {drawbridge.content.v1.IdentityNotice.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const IdentityNotice = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * IdentityNotice previousIdentityKey.
                 * @member {Uint8Array} previousIdentityKey
                 * @memberof drawbridge.content.v1.IdentityNotice
                 * @instance
                 */
                IdentityNotice.prototype.previousIdentityKey = $util.newBuffer([]);

                /**
                 * IdentityNotice reason.
                 * @member {drawbridge.content.v1.IdentityChangeReason} reason
                 * @memberof drawbridge.content.v1.IdentityNotice
                 * @instance
                 */
                IdentityNotice.prototype.reason = 0;

                /**
                 * Encodes the specified IdentityNotice message. Does not implicitly {@link drawbridge.content.v1.IdentityNotice.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.IdentityNotice
                 * @static
                 * @param {drawbridge.content.v1.IdentityNotice.$Properties} message IdentityNotice message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                IdentityNotice.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.previousIdentityKey != null && $Object.hasOwnProperty.call(message, "previousIdentityKey") && message.previousIdentityKey.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.previousIdentityKey);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an IdentityNotice message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.IdentityNotice
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.IdentityNotice & drawbridge.content.v1.IdentityNotice.$Shape} IdentityNotice
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                IdentityNotice.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.content.v1.IdentityNotice();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.previousIdentityKey = value;
                                else
                                    delete message.previousIdentityKey;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return IdentityNotice;
            })();

            /**
             * IdentityChangeReason enum.
             * @name drawbridge.content.v1.IdentityChangeReason
             * @enum {number}
             * @property {number} IDENTITY_CHANGE_REASON_UNSPECIFIED=0 IDENTITY_CHANGE_REASON_UNSPECIFIED value
             * @property {number} IDENTITY_CHANGE_REASON_REINSTALLED=1 IDENTITY_CHANGE_REASON_REINSTALLED value
             * @property {number} IDENTITY_CHANGE_REASON_NEW_DEVICE=2 IDENTITY_CHANGE_REASON_NEW_DEVICE value
             */
            v1.IdentityChangeReason = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "IDENTITY_CHANGE_REASON_UNSPECIFIED"] = 0;
                values[valuesById[1] = "IDENTITY_CHANGE_REASON_REINSTALLED"] = 1;
                values[valuesById[2] = "IDENTITY_CHANGE_REASON_NEW_DEVICE"] = 2;
                return values;
            })();

            return v1;
        })();

        return content;
    })();

    return drawbridge;
})();

export {
  $root as default
};
