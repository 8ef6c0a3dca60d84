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
                 * @property {drawbridge.content.v1.Attachment.$Properties|null} [attachment] Content attachment
                 * @property {drawbridge.content.v1.Reaction.$Properties|null} [reaction] Content reaction
                 * @property {drawbridge.content.v1.Typing.$Properties|null} [typing] Content typing
                 * @property {drawbridge.content.v1.Receipt.$Properties|null} [receipt] Content receipt
                 * @property {drawbridge.content.v1.Edit.$Properties|null} [edit] Content edit
                 * @property {drawbridge.content.v1.Delete.$Properties|null} ["delete"] Content delete
                 * @property {drawbridge.content.v1.Retry.$Properties|null} [retry] Content retry
                 * @property {drawbridge.content.v1.IdentityNotice.$Properties|null} [identityNotice] Content identityNotice
                 * @property {Uint8Array|null} [replyTo] Content replyTo
                 * @property {number|null} [expiresInSeconds] Content expiresInSeconds
                 * @property {Uint8Array|null} [resendOf] Content resendOf
                 * @property {Uint8Array|null} [padding] Content padding
                 * @property {"text"|"attachment"|"reaction"|"typing"|"receipt"|"edit"|"delete"|"retry"|"identityNotice"} [body] Content body
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
                 *   attachment?: drawbridge.content.v1.Attachment.$Shape|null;
                 *   reaction?: drawbridge.content.v1.Reaction.$Shape|null;
                 *   typing?: drawbridge.content.v1.Typing.$Shape|null;
                 *   receipt?: drawbridge.content.v1.Receipt.$Shape|null;
                 *   edit?: drawbridge.content.v1.Edit.$Shape|null;
                 *   "delete"?: drawbridge.content.v1.Delete.$Shape|null;
                 *   retry?: drawbridge.content.v1.Retry.$Shape|null;
                 *   identityNotice?: drawbridge.content.v1.IdentityNotice.$Shape|null;
                 *   replyTo?: Uint8Array|null;
                 *   expiresInSeconds?: number|null;
                 *   resendOf?: Uint8Array|null;
                 *   padding?: Uint8Array|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "text"; text: drawbridge.content.v1.Text.$Shape; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "attachment"; text?: null; attachment: drawbridge.content.v1.Attachment.$Shape; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "reaction"; text?: null; attachment?: null; reaction: drawbridge.content.v1.Reaction.$Shape; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "typing"; text?: null; attachment?: null; reaction?: null; typing: drawbridge.content.v1.Typing.$Shape; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "receipt"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt: drawbridge.content.v1.Receipt.$Shape; edit?: null; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "edit"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit: drawbridge.content.v1.Edit.$Shape; "delete"?: null; retry?: null; identityNotice?: null }|{ body?: "delete"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete": drawbridge.content.v1.Delete.$Shape; retry?: null; identityNotice?: null }|{ body?: "retry"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry: drawbridge.content.v1.Retry.$Shape; identityNotice?: null }|{ body?: "identityNotice"; text?: null; attachment?: null; reaction?: null; typing?: null; receipt?: null; edit?: null; "delete"?: null; retry?: null; identityNotice: drawbridge.content.v1.IdentityNotice.$Shape })
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
                 * Content attachment.
                 * @member {drawbridge.content.v1.Attachment.$Properties|null|undefined} attachment
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.attachment = null;

                /**
                 * Content reaction.
                 * @member {drawbridge.content.v1.Reaction.$Properties|null|undefined} reaction
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.reaction = null;

                /**
                 * Content typing.
                 * @member {drawbridge.content.v1.Typing.$Properties|null|undefined} typing
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.typing = null;

                /**
                 * Content receipt.
                 * @member {drawbridge.content.v1.Receipt.$Properties|null|undefined} receipt
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.receipt = null;

                /**
                 * Content edit.
                 * @member {drawbridge.content.v1.Edit.$Properties|null|undefined} edit
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype.edit = null;

                /**
                 * Content delete.
                 * @member {drawbridge.content.v1.Delete.$Properties|null|undefined} delete
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                Content.prototype["delete"] = null;

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
                 * @member {"text"|"attachment"|"reaction"|"typing"|"receipt"|"edit"|"delete"|"retry"|"identityNotice"|undefined} body
                 * @memberof drawbridge.content.v1.Content
                 * @instance
                 */
                $Object.defineProperty(Content.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["text", "attachment", "reaction", "typing", "receipt", "edit", "delete", "retry", "identityNotice"]),
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
                    if (message.attachment != null && $Object.hasOwnProperty.call(message, "attachment"))
                        $root.drawbridge.content.v1.Attachment.encode(message.attachment, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.reaction != null && $Object.hasOwnProperty.call(message, "reaction"))
                        $root.drawbridge.content.v1.Reaction.encode(message.reaction, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                    if (message.typing != null && $Object.hasOwnProperty.call(message, "typing"))
                        $root.drawbridge.content.v1.Typing.encode(message.typing, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                    if (message.receipt != null && $Object.hasOwnProperty.call(message, "receipt"))
                        $root.drawbridge.content.v1.Receipt.encode(message.receipt, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                    if (message.edit != null && $Object.hasOwnProperty.call(message, "edit"))
                        $root.drawbridge.content.v1.Edit.encode(message.edit, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message["delete"] != null && $Object.hasOwnProperty.call(message, "delete"))
                        $root.drawbridge.content.v1.Delete.encode(message["delete"], writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
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
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.attachment = $root.drawbridge.content.v1.Attachment.decode(reader, reader.size(), $undefined, _depth + 1, message.attachment);
                                message.body = "attachment";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.reaction = $root.drawbridge.content.v1.Reaction.decode(reader, reader.size(), $undefined, _depth + 1, message.reaction);
                                message.body = "reaction";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.typing = $root.drawbridge.content.v1.Typing.decode(reader, reader.size(), $undefined, _depth + 1, message.typing);
                                message.body = "typing";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.receipt = $root.drawbridge.content.v1.Receipt.decode(reader, reader.size(), $undefined, _depth + 1, message.receipt);
                                message.body = "receipt";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.edit = $root.drawbridge.content.v1.Edit.decode(reader, reader.size(), $undefined, _depth + 1, message.edit);
                                message.body = "edit";
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                message["delete"] = $root.drawbridge.content.v1.Delete.decode(reader, reader.size(), $undefined, _depth + 1, message["delete"]);
                                message.body = "delete";
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

            v1.Attachment = (function() {

                /**
                 * Properties of an Attachment.
                 * @typedef {Object} drawbridge.content.v1.Attachment.$Properties
                 * @property {drawbridge.content.v1.AttachmentKind|null} [kind] Attachment kind
                 * @property {Uint8Array|null} [attachmentId] Attachment attachmentId
                 * @property {Uint8Array|null} [key] Attachment key
                 * @property {Uint8Array|null} [sha256] Attachment sha256
                 * @property {number|null} [sizeBytes] Attachment sizeBytes
                 * @property {string|null} [mediaType] Attachment mediaType
                 * @property {string|null} [name] Attachment name
                 * @property {string|null} [caption] Attachment caption
                 * @property {number|null} [width] Attachment width
                 * @property {number|null} [height] Attachment height
                 * @property {number|null} [durationMs] Attachment durationMs
                 * @property {Uint8Array|null} [waveform] Attachment waveform
                 * @property {Uint8Array|null} [thumbnail] Attachment thumbnail
                 * @property {string|null} [thumbnailMediaType] Attachment thumbnailMediaType
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Attachment.
                 * @memberof drawbridge.content.v1
                 * @interface IAttachment
                 * @augments drawbridge.content.v1.Attachment.$Properties
                 * @deprecated Use drawbridge.content.v1.Attachment.$Properties instead.
                 */

                /**
                 * Shape of an Attachment.
                 * @typedef {drawbridge.content.v1.Attachment.$Properties} drawbridge.content.v1.Attachment.$Shape
                 */

                /**
                 * Constructs a new Attachment.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents an Attachment.
                 * @constructor
                 * @param {drawbridge.content.v1.Attachment.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Attachment = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Attachment kind.
                 * @member {drawbridge.content.v1.AttachmentKind} kind
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.kind = 0;

                /**
                 * Attachment attachmentId.
                 * @member {Uint8Array} attachmentId
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.attachmentId = $util.newBuffer([]);

                /**
                 * Attachment key.
                 * @member {Uint8Array} key
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.key = $util.newBuffer([]);

                /**
                 * Attachment sha256.
                 * @member {Uint8Array} sha256
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.sha256 = $util.newBuffer([]);

                /**
                 * Attachment sizeBytes.
                 * @member {number} sizeBytes
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.sizeBytes = 0;

                /**
                 * Attachment mediaType.
                 * @member {string} mediaType
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.mediaType = "";

                /**
                 * Attachment name.
                 * @member {string} name
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.name = "";

                /**
                 * Attachment caption.
                 * @member {string} caption
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.caption = "";

                /**
                 * Attachment width.
                 * @member {number} width
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.width = 0;

                /**
                 * Attachment height.
                 * @member {number} height
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.height = 0;

                /**
                 * Attachment durationMs.
                 * @member {number} durationMs
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.durationMs = 0;

                /**
                 * Attachment waveform.
                 * @member {Uint8Array} waveform
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.waveform = $util.newBuffer([]);

                /**
                 * Attachment thumbnail.
                 * @member {Uint8Array} thumbnail
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.thumbnail = $util.newBuffer([]);

                /**
                 * Attachment thumbnailMediaType.
                 * @member {string} thumbnailMediaType
                 * @memberof drawbridge.content.v1.Attachment
                 * @instance
                 */
                Attachment.prototype.thumbnailMediaType = "";

                /**
                 * Encodes the specified Attachment message. Does not implicitly {@link drawbridge.content.v1.Attachment.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.Attachment
                 * @static
                 * @param {drawbridge.content.v1.Attachment.$Properties} message Attachment message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Attachment.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                    if (message.attachmentId != null && $Object.hasOwnProperty.call(message, "attachmentId") && message.attachmentId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.attachmentId);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.key);
                    if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.sha256);
                    if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && message.sizeBytes !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.sizeBytes);
                    if (message.mediaType != null && $Object.hasOwnProperty.call(message, "mediaType") && message.mediaType !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.mediaType);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.name);
                    if (message.caption != null && $Object.hasOwnProperty.call(message, "caption") && message.caption !== "")
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.caption);
                    if (message.width != null && $Object.hasOwnProperty.call(message, "width") && message.width !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.width);
                    if (message.height != null && $Object.hasOwnProperty.call(message, "height") && message.height !== 0)
                        writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.height);
                    if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs") && message.durationMs !== 0)
                        writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.durationMs);
                    if (message.waveform != null && $Object.hasOwnProperty.call(message, "waveform") && message.waveform.length)
                        writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.waveform);
                    if (message.thumbnail != null && $Object.hasOwnProperty.call(message, "thumbnail") && message.thumbnail.length)
                        writer.uint32(/* id 13, wireType 2 =*/106).bytes(message.thumbnail);
                    if (message.thumbnailMediaType != null && $Object.hasOwnProperty.call(message, "thumbnailMediaType") && message.thumbnailMediaType !== "")
                        writer.uint32(/* id 14, wireType 2 =*/114).string(message.thumbnailMediaType);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Attachment message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.Attachment
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Attachment & drawbridge.content.v1.Attachment.$Shape} Attachment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Attachment.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.content.v1.Attachment();
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
                                if ((value = reader.bytes()).length)
                                    message.attachmentId = value;
                                else
                                    delete message.attachmentId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.sha256 = value;
                                else
                                    delete message.sha256;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.sizeBytes = value;
                                else
                                    delete message.sizeBytes;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.mediaType = value;
                                else
                                    delete message.mediaType;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.caption = value;
                                else
                                    delete message.caption;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.width = value;
                                else
                                    delete message.width;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.height = value;
                                else
                                    delete message.height;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.durationMs = value;
                                else
                                    delete message.durationMs;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.waveform = value;
                                else
                                    delete message.waveform;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.thumbnail = value;
                                else
                                    delete message.thumbnail;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.thumbnailMediaType = value;
                                else
                                    delete message.thumbnailMediaType;
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

                return Attachment;
            })();

            /**
             * AttachmentKind enum.
             * @name drawbridge.content.v1.AttachmentKind
             * @enum {number}
             * @property {number} ATTACHMENT_KIND_UNSPECIFIED=0 ATTACHMENT_KIND_UNSPECIFIED value
             * @property {number} ATTACHMENT_KIND_IMAGE=1 ATTACHMENT_KIND_IMAGE value
             * @property {number} ATTACHMENT_KIND_AUDIO=2 ATTACHMENT_KIND_AUDIO value
             * @property {number} ATTACHMENT_KIND_VOICE_NOTE=3 ATTACHMENT_KIND_VOICE_NOTE value
             * @property {number} ATTACHMENT_KIND_VIDEO=4 ATTACHMENT_KIND_VIDEO value
             * @property {number} ATTACHMENT_KIND_FILE=5 ATTACHMENT_KIND_FILE value
             * @property {number} ATTACHMENT_KIND_LONG_TEXT=6 ATTACHMENT_KIND_LONG_TEXT value
             */
            v1.AttachmentKind = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ATTACHMENT_KIND_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ATTACHMENT_KIND_IMAGE"] = 1;
                values[valuesById[2] = "ATTACHMENT_KIND_AUDIO"] = 2;
                values[valuesById[3] = "ATTACHMENT_KIND_VOICE_NOTE"] = 3;
                values[valuesById[4] = "ATTACHMENT_KIND_VIDEO"] = 4;
                values[valuesById[5] = "ATTACHMENT_KIND_FILE"] = 5;
                values[valuesById[6] = "ATTACHMENT_KIND_LONG_TEXT"] = 6;
                return values;
            })();

            v1.Reaction = (function() {

                /**
                 * Properties of a Reaction.
                 * @typedef {Object} drawbridge.content.v1.Reaction.$Properties
                 * @property {Uint8Array|null} [messageId] Reaction messageId
                 * @property {string|null} [emoji] Reaction emoji
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Reaction.
                 * @memberof drawbridge.content.v1
                 * @interface IReaction
                 * @augments drawbridge.content.v1.Reaction.$Properties
                 * @deprecated Use drawbridge.content.v1.Reaction.$Properties instead.
                 */

                /**
                 * Shape of a Reaction.
                 * @typedef {drawbridge.content.v1.Reaction.$Properties} drawbridge.content.v1.Reaction.$Shape
                 */

                /**
                 * Constructs a new Reaction.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents a Reaction.
                 * @constructor
                 * @param {drawbridge.content.v1.Reaction.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Reaction = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Reaction messageId.
                 * @member {Uint8Array} messageId
                 * @memberof drawbridge.content.v1.Reaction
                 * @instance
                 */
                Reaction.prototype.messageId = $util.newBuffer([]);

                /**
                 * Reaction emoji.
                 * @member {string} emoji
                 * @memberof drawbridge.content.v1.Reaction
                 * @instance
                 */
                Reaction.prototype.emoji = "";

                /**
                 * Encodes the specified Reaction message. Does not implicitly {@link drawbridge.content.v1.Reaction.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.Reaction
                 * @static
                 * @param {drawbridge.content.v1.Reaction.$Properties} message Reaction message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Reaction.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.messageId);
                    if (message.emoji != null && $Object.hasOwnProperty.call(message, "emoji") && message.emoji !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.emoji);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Reaction message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.Reaction
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Reaction & drawbridge.content.v1.Reaction.$Shape} Reaction
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Reaction.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.content.v1.Reaction();
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
                                if ((value = reader.stringVerify()).length)
                                    message.emoji = value;
                                else
                                    delete message.emoji;
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

                return Reaction;
            })();

            v1.Typing = (function() {

                /**
                 * Properties of a Typing.
                 * @typedef {Object} drawbridge.content.v1.Typing.$Properties
                 * @property {boolean|null} [isTyping] Typing isTyping
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Typing.
                 * @memberof drawbridge.content.v1
                 * @interface ITyping
                 * @augments drawbridge.content.v1.Typing.$Properties
                 * @deprecated Use drawbridge.content.v1.Typing.$Properties instead.
                 */

                /**
                 * Shape of a Typing.
                 * @typedef {drawbridge.content.v1.Typing.$Properties} drawbridge.content.v1.Typing.$Shape
                 */

                /**
                 * Constructs a new Typing.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents a Typing.
                 * @constructor
                 * @param {drawbridge.content.v1.Typing.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Typing = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Typing isTyping.
                 * @member {boolean} isTyping
                 * @memberof drawbridge.content.v1.Typing
                 * @instance
                 */
                Typing.prototype.isTyping = false;

                /**
                 * Encodes the specified Typing message. Does not implicitly {@link drawbridge.content.v1.Typing.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.Typing
                 * @static
                 * @param {drawbridge.content.v1.Typing.$Properties} message Typing message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Typing.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.isTyping != null && $Object.hasOwnProperty.call(message, "isTyping") && message.isTyping !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.isTyping);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Typing message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.Typing
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Typing & drawbridge.content.v1.Typing.$Shape} Typing
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Typing.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.content.v1.Typing();
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
                                if (value = reader.bool())
                                    message.isTyping = value;
                                else
                                    delete message.isTyping;
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

                return Typing;
            })();

            v1.Edit = (function() {

                /**
                 * Properties of an Edit.
                 * @typedef {Object} drawbridge.content.v1.Edit.$Properties
                 * @property {Uint8Array|null} [messageId] Edit messageId
                 * @property {string|null} [body] Edit body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Edit.
                 * @memberof drawbridge.content.v1
                 * @interface IEdit
                 * @augments drawbridge.content.v1.Edit.$Properties
                 * @deprecated Use drawbridge.content.v1.Edit.$Properties instead.
                 */

                /**
                 * Shape of an Edit.
                 * @typedef {drawbridge.content.v1.Edit.$Properties} drawbridge.content.v1.Edit.$Shape
                 */

                /**
                 * Constructs a new Edit.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents an Edit.
                 * @constructor
                 * @param {drawbridge.content.v1.Edit.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Edit = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Edit messageId.
                 * @member {Uint8Array} messageId
                 * @memberof drawbridge.content.v1.Edit
                 * @instance
                 */
                Edit.prototype.messageId = $util.newBuffer([]);

                /**
                 * Edit body.
                 * @member {string} body
                 * @memberof drawbridge.content.v1.Edit
                 * @instance
                 */
                Edit.prototype.body = "";

                /**
                 * Encodes the specified Edit message. Does not implicitly {@link drawbridge.content.v1.Edit.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.Edit
                 * @static
                 * @param {drawbridge.content.v1.Edit.$Properties} message Edit message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Edit.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.messageId);
                    if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.body);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Edit message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.Edit
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Edit & drawbridge.content.v1.Edit.$Shape} Edit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Edit.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.content.v1.Edit();
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

                return Edit;
            })();

            v1.Delete = (function() {

                /**
                 * Properties of a Delete.
                 * @typedef {Object} drawbridge.content.v1.Delete.$Properties
                 * @property {Uint8Array|null} [messageId] Delete messageId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Delete.
                 * @memberof drawbridge.content.v1
                 * @interface IDelete
                 * @augments drawbridge.content.v1.Delete.$Properties
                 * @deprecated Use drawbridge.content.v1.Delete.$Properties instead.
                 */

                /**
                 * Shape of a Delete.
                 * @typedef {drawbridge.content.v1.Delete.$Properties} drawbridge.content.v1.Delete.$Shape
                 */

                /**
                 * Constructs a new Delete.
                 * @memberof drawbridge.content.v1
                 * @classdesc Represents a Delete.
                 * @constructor
                 * @param {drawbridge.content.v1.Delete.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Delete = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Delete messageId.
                 * @member {Uint8Array} messageId
                 * @memberof drawbridge.content.v1.Delete
                 * @instance
                 */
                Delete.prototype.messageId = $util.newBuffer([]);

                /**
                 * Encodes the specified Delete message. Does not implicitly {@link drawbridge.content.v1.Delete.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.content.v1.Delete
                 * @static
                 * @param {drawbridge.content.v1.Delete.$Properties} message Delete message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Delete.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.messageId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Delete message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.content.v1.Delete
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.content.v1.Delete & drawbridge.content.v1.Delete.$Shape} Delete
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Delete.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.content.v1.Delete();
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

                return Delete;
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
