// SPDX-License-Identifier: Apache-2.0
// Generated from proto/ by scripts/generate.mjs. Do not edit.
/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["drawbridge_gateway"] || ($protobuf.roots["drawbridge_gateway"] = {});

export const drawbridge = $root.drawbridge = (() => {

    /**
     * Namespace drawbridge.
     * @exports drawbridge
     * @namespace
     */
    const drawbridge = {};

    drawbridge.gateway = (function() {

        /**
         * Namespace gateway.
         * @memberof drawbridge
         * @namespace
         */
        const gateway = {};

        gateway.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof drawbridge.gateway
             * @namespace
             */
            const v1 = {};

            v1.CreateUpload = (function() {

                /**
                 * Properties of a CreateUpload.
                 * @typedef {Object} drawbridge.gateway.v1.CreateUpload.$Properties
                 * @property {Uint8Array|null} [senderUser] CreateUpload senderUser
                 * @property {number|null} [senderDevice] CreateUpload senderDevice
                 * @property {Uint8Array|null} [recipientUser] CreateUpload recipientUser
                 * @property {Uint8Array|null} [consentToken] CreateUpload consentToken
                 * @property {number|null} [sizeBytes] CreateUpload sizeBytes
                 * @property {Uint8Array|null} [sha256] CreateUpload sha256
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CreateUpload.
                 * @memberof drawbridge.gateway.v1
                 * @interface ICreateUpload
                 * @augments drawbridge.gateway.v1.CreateUpload.$Properties
                 * @deprecated Use drawbridge.gateway.v1.CreateUpload.$Properties instead.
                 */

                /**
                 * Shape of a CreateUpload.
                 * @typedef {drawbridge.gateway.v1.CreateUpload.$Properties} drawbridge.gateway.v1.CreateUpload.$Shape
                 */

                /**
                 * Constructs a new CreateUpload.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a CreateUpload.
                 * @constructor
                 * @param {drawbridge.gateway.v1.CreateUpload.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CreateUpload = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * CreateUpload senderUser.
                 * @member {Uint8Array} senderUser
                 * @memberof drawbridge.gateway.v1.CreateUpload
                 * @instance
                 */
                CreateUpload.prototype.senderUser = $util.newBuffer([]);

                /**
                 * CreateUpload senderDevice.
                 * @member {number} senderDevice
                 * @memberof drawbridge.gateway.v1.CreateUpload
                 * @instance
                 */
                CreateUpload.prototype.senderDevice = 0;

                /**
                 * CreateUpload recipientUser.
                 * @member {Uint8Array} recipientUser
                 * @memberof drawbridge.gateway.v1.CreateUpload
                 * @instance
                 */
                CreateUpload.prototype.recipientUser = $util.newBuffer([]);

                /**
                 * CreateUpload consentToken.
                 * @member {Uint8Array} consentToken
                 * @memberof drawbridge.gateway.v1.CreateUpload
                 * @instance
                 */
                CreateUpload.prototype.consentToken = $util.newBuffer([]);

                /**
                 * CreateUpload sizeBytes.
                 * @member {number} sizeBytes
                 * @memberof drawbridge.gateway.v1.CreateUpload
                 * @instance
                 */
                CreateUpload.prototype.sizeBytes = 0;

                /**
                 * CreateUpload sha256.
                 * @member {Uint8Array} sha256
                 * @memberof drawbridge.gateway.v1.CreateUpload
                 * @instance
                 */
                CreateUpload.prototype.sha256 = $util.newBuffer([]);

                /**
                 * Encodes the specified CreateUpload message. Does not implicitly {@link drawbridge.gateway.v1.CreateUpload.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.CreateUpload
                 * @static
                 * @param {drawbridge.gateway.v1.CreateUpload.$Properties} message CreateUpload message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CreateUpload.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.senderUser != null && $Object.hasOwnProperty.call(message, "senderUser") && message.senderUser.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.senderUser);
                    if (message.senderDevice != null && $Object.hasOwnProperty.call(message, "senderDevice") && message.senderDevice !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.senderDevice);
                    if (message.recipientUser != null && $Object.hasOwnProperty.call(message, "recipientUser") && message.recipientUser.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.recipientUser);
                    if (message.consentToken != null && $Object.hasOwnProperty.call(message, "consentToken") && message.consentToken.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.consentToken);
                    if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && message.sizeBytes !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.sizeBytes);
                    if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.sha256);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CreateUpload message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.CreateUpload
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.CreateUpload & drawbridge.gateway.v1.CreateUpload.$Shape} CreateUpload
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CreateUpload.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.CreateUpload();
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
                                    message.senderUser = value;
                                else
                                    delete message.senderUser;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.senderDevice = value;
                                else
                                    delete message.senderDevice;
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
                                    message.consentToken = value;
                                else
                                    delete message.consentToken;
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
                                if ((value = reader.bytes()).length)
                                    message.sha256 = value;
                                else
                                    delete message.sha256;
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

                return CreateUpload;
            })();

            v1.OfferHosted = (function() {

                /**
                 * Properties of an OfferHosted.
                 * @typedef {Object} drawbridge.gateway.v1.OfferHosted.$Properties
                 * @property {Uint8Array|null} [senderUser] OfferHosted senderUser
                 * @property {number|null} [senderDevice] OfferHosted senderDevice
                 * @property {Uint8Array|null} [recipientUser] OfferHosted recipientUser
                 * @property {Uint8Array|null} [consentToken] OfferHosted consentToken
                 * @property {number|null} [sizeBytes] OfferHosted sizeBytes
                 * @property {Uint8Array|null} [sha256] OfferHosted sha256
                 * @property {string|null} [host] OfferHosted host
                 * @property {string|null} [path] OfferHosted path
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an OfferHosted.
                 * @memberof drawbridge.gateway.v1
                 * @interface IOfferHosted
                 * @augments drawbridge.gateway.v1.OfferHosted.$Properties
                 * @deprecated Use drawbridge.gateway.v1.OfferHosted.$Properties instead.
                 */

                /**
                 * Shape of an OfferHosted.
                 * @typedef {drawbridge.gateway.v1.OfferHosted.$Properties} drawbridge.gateway.v1.OfferHosted.$Shape
                 */

                /**
                 * Constructs a new OfferHosted.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an OfferHosted.
                 * @constructor
                 * @param {drawbridge.gateway.v1.OfferHosted.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const OfferHosted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * OfferHosted senderUser.
                 * @member {Uint8Array} senderUser
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @instance
                 */
                OfferHosted.prototype.senderUser = $util.newBuffer([]);

                /**
                 * OfferHosted senderDevice.
                 * @member {number} senderDevice
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @instance
                 */
                OfferHosted.prototype.senderDevice = 0;

                /**
                 * OfferHosted recipientUser.
                 * @member {Uint8Array} recipientUser
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @instance
                 */
                OfferHosted.prototype.recipientUser = $util.newBuffer([]);

                /**
                 * OfferHosted consentToken.
                 * @member {Uint8Array} consentToken
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @instance
                 */
                OfferHosted.prototype.consentToken = $util.newBuffer([]);

                /**
                 * OfferHosted sizeBytes.
                 * @member {number} sizeBytes
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @instance
                 */
                OfferHosted.prototype.sizeBytes = 0;

                /**
                 * OfferHosted sha256.
                 * @member {Uint8Array} sha256
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @instance
                 */
                OfferHosted.prototype.sha256 = $util.newBuffer([]);

                /**
                 * OfferHosted host.
                 * @member {string} host
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @instance
                 */
                OfferHosted.prototype.host = "";

                /**
                 * OfferHosted path.
                 * @member {string} path
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @instance
                 */
                OfferHosted.prototype.path = "";

                /**
                 * Encodes the specified OfferHosted message. Does not implicitly {@link drawbridge.gateway.v1.OfferHosted.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @static
                 * @param {drawbridge.gateway.v1.OfferHosted.$Properties} message OfferHosted message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                OfferHosted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.senderUser != null && $Object.hasOwnProperty.call(message, "senderUser") && message.senderUser.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.senderUser);
                    if (message.senderDevice != null && $Object.hasOwnProperty.call(message, "senderDevice") && message.senderDevice !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.senderDevice);
                    if (message.recipientUser != null && $Object.hasOwnProperty.call(message, "recipientUser") && message.recipientUser.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.recipientUser);
                    if (message.consentToken != null && $Object.hasOwnProperty.call(message, "consentToken") && message.consentToken.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.consentToken);
                    if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && message.sizeBytes !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.sizeBytes);
                    if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.sha256);
                    if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.host);
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.path);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an OfferHosted message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.OfferHosted
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.OfferHosted & drawbridge.gateway.v1.OfferHosted.$Shape} OfferHosted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                OfferHosted.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.OfferHosted();
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
                                    message.senderUser = value;
                                else
                                    delete message.senderUser;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.senderDevice = value;
                                else
                                    delete message.senderDevice;
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
                                    message.consentToken = value;
                                else
                                    delete message.consentToken;
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
                                if ((value = reader.bytes()).length)
                                    message.sha256 = value;
                                else
                                    delete message.sha256;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.host = value;
                                else
                                    delete message.host;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.path = value;
                                else
                                    delete message.path;
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

                return OfferHosted;
            })();

            v1.GetAttachment = (function() {

                /**
                 * Properties of a GetAttachment.
                 * @typedef {Object} drawbridge.gateway.v1.GetAttachment.$Properties
                 * @property {Uint8Array|null} [user] GetAttachment user
                 * @property {number|null} [deviceId] GetAttachment deviceId
                 * @property {Uint8Array|null} [attachmentId] GetAttachment attachmentId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetAttachment.
                 * @memberof drawbridge.gateway.v1
                 * @interface IGetAttachment
                 * @augments drawbridge.gateway.v1.GetAttachment.$Properties
                 * @deprecated Use drawbridge.gateway.v1.GetAttachment.$Properties instead.
                 */

                /**
                 * Shape of a GetAttachment.
                 * @typedef {drawbridge.gateway.v1.GetAttachment.$Properties} drawbridge.gateway.v1.GetAttachment.$Shape
                 */

                /**
                 * Constructs a new GetAttachment.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a GetAttachment.
                 * @constructor
                 * @param {drawbridge.gateway.v1.GetAttachment.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetAttachment = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GetAttachment user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.GetAttachment
                 * @instance
                 */
                GetAttachment.prototype.user = $util.newBuffer([]);

                /**
                 * GetAttachment deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.GetAttachment
                 * @instance
                 */
                GetAttachment.prototype.deviceId = 0;

                /**
                 * GetAttachment attachmentId.
                 * @member {Uint8Array} attachmentId
                 * @memberof drawbridge.gateway.v1.GetAttachment
                 * @instance
                 */
                GetAttachment.prototype.attachmentId = $util.newBuffer([]);

                /**
                 * Encodes the specified GetAttachment message. Does not implicitly {@link drawbridge.gateway.v1.GetAttachment.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.GetAttachment
                 * @static
                 * @param {drawbridge.gateway.v1.GetAttachment.$Properties} message GetAttachment message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetAttachment.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.deviceId);
                    if (message.attachmentId != null && $Object.hasOwnProperty.call(message, "attachmentId") && message.attachmentId.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.attachmentId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetAttachment message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.GetAttachment
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.GetAttachment & drawbridge.gateway.v1.GetAttachment.$Shape} GetAttachment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetAttachment.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.GetAttachment();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.attachmentId = value;
                                else
                                    delete message.attachmentId;
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

                return GetAttachment;
            })();

            v1.AttachmentTicket = (function() {

                /**
                 * Properties of an AttachmentTicket.
                 * @typedef {Object} drawbridge.gateway.v1.AttachmentTicket.$Properties
                 * @property {Uint8Array|null} [attachmentId] AttachmentTicket attachmentId
                 * @property {string|null} [url] AttachmentTicket url
                 * @property {Uint8Array|null} [ticket] AttachmentTicket ticket
                 * @property {number|null} [expiresTimeMs] AttachmentTicket expiresTimeMs
                 * @property {drawbridge.gateway.v1.AttachmentDirection|null} [direction] AttachmentTicket direction
                 * @property {number|null} [sizeBytes] AttachmentTicket sizeBytes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AttachmentTicket.
                 * @memberof drawbridge.gateway.v1
                 * @interface IAttachmentTicket
                 * @augments drawbridge.gateway.v1.AttachmentTicket.$Properties
                 * @deprecated Use drawbridge.gateway.v1.AttachmentTicket.$Properties instead.
                 */

                /**
                 * Shape of an AttachmentTicket.
                 * @typedef {drawbridge.gateway.v1.AttachmentTicket.$Properties} drawbridge.gateway.v1.AttachmentTicket.$Shape
                 */

                /**
                 * Constructs a new AttachmentTicket.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an AttachmentTicket.
                 * @constructor
                 * @param {drawbridge.gateway.v1.AttachmentTicket.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AttachmentTicket = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AttachmentTicket attachmentId.
                 * @member {Uint8Array} attachmentId
                 * @memberof drawbridge.gateway.v1.AttachmentTicket
                 * @instance
                 */
                AttachmentTicket.prototype.attachmentId = $util.newBuffer([]);

                /**
                 * AttachmentTicket url.
                 * @member {string} url
                 * @memberof drawbridge.gateway.v1.AttachmentTicket
                 * @instance
                 */
                AttachmentTicket.prototype.url = "";

                /**
                 * AttachmentTicket ticket.
                 * @member {Uint8Array} ticket
                 * @memberof drawbridge.gateway.v1.AttachmentTicket
                 * @instance
                 */
                AttachmentTicket.prototype.ticket = $util.newBuffer([]);

                /**
                 * AttachmentTicket expiresTimeMs.
                 * @member {number} expiresTimeMs
                 * @memberof drawbridge.gateway.v1.AttachmentTicket
                 * @instance
                 */
                AttachmentTicket.prototype.expiresTimeMs = 0;

                /**
                 * AttachmentTicket direction.
                 * @member {drawbridge.gateway.v1.AttachmentDirection} direction
                 * @memberof drawbridge.gateway.v1.AttachmentTicket
                 * @instance
                 */
                AttachmentTicket.prototype.direction = 0;

                /**
                 * AttachmentTicket sizeBytes.
                 * @member {number} sizeBytes
                 * @memberof drawbridge.gateway.v1.AttachmentTicket
                 * @instance
                 */
                AttachmentTicket.prototype.sizeBytes = 0;

                /**
                 * Encodes the specified AttachmentTicket message. Does not implicitly {@link drawbridge.gateway.v1.AttachmentTicket.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.AttachmentTicket
                 * @static
                 * @param {drawbridge.gateway.v1.AttachmentTicket.$Properties} message AttachmentTicket message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AttachmentTicket.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.attachmentId != null && $Object.hasOwnProperty.call(message, "attachmentId") && message.attachmentId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.attachmentId);
                    if (message.url != null && $Object.hasOwnProperty.call(message, "url") && message.url !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.url);
                    if (message.ticket != null && $Object.hasOwnProperty.call(message, "ticket") && message.ticket.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.ticket);
                    if (message.expiresTimeMs != null && $Object.hasOwnProperty.call(message, "expiresTimeMs") && !$Object.is(message.expiresTimeMs, 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).double(message.expiresTimeMs);
                    if (message.direction != null && $Object.hasOwnProperty.call(message, "direction") && message.direction !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).int32(message.direction);
                    if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && message.sizeBytes !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.sizeBytes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AttachmentTicket message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.AttachmentTicket
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.AttachmentTicket & drawbridge.gateway.v1.AttachmentTicket.$Shape} AttachmentTicket
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AttachmentTicket.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.AttachmentTicket();
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
                                    message.attachmentId = value;
                                else
                                    delete message.attachmentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.url = value;
                                else
                                    delete message.url;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.ticket = value;
                                else
                                    delete message.ticket;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.expiresTimeMs = value;
                                else
                                    delete message.expiresTimeMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.direction = value;
                                else
                                    delete message.direction;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.sizeBytes = value;
                                else
                                    delete message.sizeBytes;
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

                return AttachmentTicket;
            })();

            /**
             * AttachmentDirection enum.
             * @name drawbridge.gateway.v1.AttachmentDirection
             * @enum {number}
             * @property {number} ATTACHMENT_DIRECTION_UNSPECIFIED=0 ATTACHMENT_DIRECTION_UNSPECIFIED value
             * @property {number} ATTACHMENT_DIRECTION_UPLOAD=1 ATTACHMENT_DIRECTION_UPLOAD value
             * @property {number} ATTACHMENT_DIRECTION_DOWNLOAD=2 ATTACHMENT_DIRECTION_DOWNLOAD value
             */
            v1.AttachmentDirection = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ATTACHMENT_DIRECTION_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ATTACHMENT_DIRECTION_UPLOAD"] = 1;
                values[valuesById[2] = "ATTACHMENT_DIRECTION_DOWNLOAD"] = 2;
                return values;
            })();

            v1.AttachmentStatus = (function() {

                /**
                 * Properties of an AttachmentStatus.
                 * @typedef {Object} drawbridge.gateway.v1.AttachmentStatus.$Properties
                 * @property {Uint8Array|null} [attachmentId] AttachmentStatus attachmentId
                 * @property {drawbridge.gateway.v1.AttachmentState|null} [state] AttachmentStatus state
                 * @property {number|null} [retryAfterSeconds] AttachmentStatus retryAfterSeconds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AttachmentStatus.
                 * @memberof drawbridge.gateway.v1
                 * @interface IAttachmentStatus
                 * @augments drawbridge.gateway.v1.AttachmentStatus.$Properties
                 * @deprecated Use drawbridge.gateway.v1.AttachmentStatus.$Properties instead.
                 */

                /**
                 * Shape of an AttachmentStatus.
                 * @typedef {drawbridge.gateway.v1.AttachmentStatus.$Properties} drawbridge.gateway.v1.AttachmentStatus.$Shape
                 */

                /**
                 * Constructs a new AttachmentStatus.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an AttachmentStatus.
                 * @constructor
                 * @param {drawbridge.gateway.v1.AttachmentStatus.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AttachmentStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AttachmentStatus attachmentId.
                 * @member {Uint8Array} attachmentId
                 * @memberof drawbridge.gateway.v1.AttachmentStatus
                 * @instance
                 */
                AttachmentStatus.prototype.attachmentId = $util.newBuffer([]);

                /**
                 * AttachmentStatus state.
                 * @member {drawbridge.gateway.v1.AttachmentState} state
                 * @memberof drawbridge.gateway.v1.AttachmentStatus
                 * @instance
                 */
                AttachmentStatus.prototype.state = 0;

                /**
                 * AttachmentStatus retryAfterSeconds.
                 * @member {number} retryAfterSeconds
                 * @memberof drawbridge.gateway.v1.AttachmentStatus
                 * @instance
                 */
                AttachmentStatus.prototype.retryAfterSeconds = 0;

                /**
                 * Encodes the specified AttachmentStatus message. Does not implicitly {@link drawbridge.gateway.v1.AttachmentStatus.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.AttachmentStatus
                 * @static
                 * @param {drawbridge.gateway.v1.AttachmentStatus.$Properties} message AttachmentStatus message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AttachmentStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.attachmentId != null && $Object.hasOwnProperty.call(message, "attachmentId") && message.attachmentId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.attachmentId);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.state);
                    if (message.retryAfterSeconds != null && $Object.hasOwnProperty.call(message, "retryAfterSeconds") && message.retryAfterSeconds !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.retryAfterSeconds);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AttachmentStatus message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.AttachmentStatus
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.AttachmentStatus & drawbridge.gateway.v1.AttachmentStatus.$Shape} AttachmentStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AttachmentStatus.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.AttachmentStatus();
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
                                    message.attachmentId = value;
                                else
                                    delete message.attachmentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.retryAfterSeconds = value;
                                else
                                    delete message.retryAfterSeconds;
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

                return AttachmentStatus;
            })();

            /**
             * AttachmentState enum.
             * @name drawbridge.gateway.v1.AttachmentState
             * @enum {number}
             * @property {number} ATTACHMENT_STATE_UNSPECIFIED=0 ATTACHMENT_STATE_UNSPECIFIED value
             * @property {number} ATTACHMENT_STATE_PENDING=1 ATTACHMENT_STATE_PENDING value
             * @property {number} ATTACHMENT_STATE_AVAILABLE=2 ATTACHMENT_STATE_AVAILABLE value
             * @property {number} ATTACHMENT_STATE_EXPIRED=3 ATTACHMENT_STATE_EXPIRED value
             * @property {number} ATTACHMENT_STATE_GONE=4 ATTACHMENT_STATE_GONE value
             * @property {number} ATTACHMENT_STATE_TOO_LARGE=5 ATTACHMENT_STATE_TOO_LARGE value
             * @property {number} ATTACHMENT_STATE_CORRUPT=6 ATTACHMENT_STATE_CORRUPT value
             */
            v1.AttachmentState = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ATTACHMENT_STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ATTACHMENT_STATE_PENDING"] = 1;
                values[valuesById[2] = "ATTACHMENT_STATE_AVAILABLE"] = 2;
                values[valuesById[3] = "ATTACHMENT_STATE_EXPIRED"] = 3;
                values[valuesById[4] = "ATTACHMENT_STATE_GONE"] = 4;
                values[valuesById[5] = "ATTACHMENT_STATE_TOO_LARGE"] = 5;
                values[valuesById[6] = "ATTACHMENT_STATE_CORRUPT"] = 6;
                return values;
            })();

            v1.AttachmentDone = (function() {

                /**
                 * Properties of an AttachmentDone.
                 * @typedef {Object} drawbridge.gateway.v1.AttachmentDone.$Properties
                 * @property {Uint8Array|null} [user] AttachmentDone user
                 * @property {number|null} [deviceId] AttachmentDone deviceId
                 * @property {Uint8Array|null} [attachmentId] AttachmentDone attachmentId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AttachmentDone.
                 * @memberof drawbridge.gateway.v1
                 * @interface IAttachmentDone
                 * @augments drawbridge.gateway.v1.AttachmentDone.$Properties
                 * @deprecated Use drawbridge.gateway.v1.AttachmentDone.$Properties instead.
                 */

                /**
                 * Shape of an AttachmentDone.
                 * @typedef {drawbridge.gateway.v1.AttachmentDone.$Properties} drawbridge.gateway.v1.AttachmentDone.$Shape
                 */

                /**
                 * Constructs a new AttachmentDone.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an AttachmentDone.
                 * @constructor
                 * @param {drawbridge.gateway.v1.AttachmentDone.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AttachmentDone = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AttachmentDone user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.AttachmentDone
                 * @instance
                 */
                AttachmentDone.prototype.user = $util.newBuffer([]);

                /**
                 * AttachmentDone deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.AttachmentDone
                 * @instance
                 */
                AttachmentDone.prototype.deviceId = 0;

                /**
                 * AttachmentDone attachmentId.
                 * @member {Uint8Array} attachmentId
                 * @memberof drawbridge.gateway.v1.AttachmentDone
                 * @instance
                 */
                AttachmentDone.prototype.attachmentId = $util.newBuffer([]);

                /**
                 * Encodes the specified AttachmentDone message. Does not implicitly {@link drawbridge.gateway.v1.AttachmentDone.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.AttachmentDone
                 * @static
                 * @param {drawbridge.gateway.v1.AttachmentDone.$Properties} message AttachmentDone message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AttachmentDone.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.deviceId);
                    if (message.attachmentId != null && $Object.hasOwnProperty.call(message, "attachmentId") && message.attachmentId.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.attachmentId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AttachmentDone message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.AttachmentDone
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.AttachmentDone & drawbridge.gateway.v1.AttachmentDone.$Shape} AttachmentDone
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AttachmentDone.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.AttachmentDone();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.attachmentId = value;
                                else
                                    delete message.attachmentId;
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

                return AttachmentDone;
            })();

            v1.SetParticipation = (function() {

                /**
                 * Properties of a SetParticipation.
                 * @typedef {Object} drawbridge.gateway.v1.SetParticipation.$Properties
                 * @property {string|null} [userReference] SetParticipation userReference
                 * @property {boolean|null} [optedIn] SetParticipation optedIn
                 * @property {string|null} [address] SetParticipation address
                 * @property {boolean|null} [findable] SetParticipation findable
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SetParticipation.
                 * @memberof drawbridge.gateway.v1
                 * @interface ISetParticipation
                 * @augments drawbridge.gateway.v1.SetParticipation.$Properties
                 * @deprecated Use drawbridge.gateway.v1.SetParticipation.$Properties instead.
                 */

                /**
                 * Shape of a SetParticipation.
                 * @typedef {drawbridge.gateway.v1.SetParticipation.$Properties} drawbridge.gateway.v1.SetParticipation.$Shape
                 */

                /**
                 * Constructs a new SetParticipation.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a SetParticipation.
                 * @constructor
                 * @param {drawbridge.gateway.v1.SetParticipation.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SetParticipation = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SetParticipation userReference.
                 * @member {string} userReference
                 * @memberof drawbridge.gateway.v1.SetParticipation
                 * @instance
                 */
                SetParticipation.prototype.userReference = "";

                /**
                 * SetParticipation optedIn.
                 * @member {boolean} optedIn
                 * @memberof drawbridge.gateway.v1.SetParticipation
                 * @instance
                 */
                SetParticipation.prototype.optedIn = false;

                /**
                 * SetParticipation address.
                 * @member {string} address
                 * @memberof drawbridge.gateway.v1.SetParticipation
                 * @instance
                 */
                SetParticipation.prototype.address = "";

                /**
                 * SetParticipation findable.
                 * @member {boolean} findable
                 * @memberof drawbridge.gateway.v1.SetParticipation
                 * @instance
                 */
                SetParticipation.prototype.findable = false;

                /**
                 * Encodes the specified SetParticipation message. Does not implicitly {@link drawbridge.gateway.v1.SetParticipation.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.SetParticipation
                 * @static
                 * @param {drawbridge.gateway.v1.SetParticipation.$Properties} message SetParticipation message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SetParticipation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.userReference != null && $Object.hasOwnProperty.call(message, "userReference") && message.userReference !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.userReference);
                    if (message.optedIn != null && $Object.hasOwnProperty.call(message, "optedIn") && message.optedIn !== false)
                        writer.uint32(/* id 2, wireType 0 =*/16).bool(message.optedIn);
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.address);
                    if (message.findable != null && $Object.hasOwnProperty.call(message, "findable") && message.findable !== false)
                        writer.uint32(/* id 4, wireType 0 =*/32).bool(message.findable);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SetParticipation message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.SetParticipation
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.SetParticipation & drawbridge.gateway.v1.SetParticipation.$Shape} SetParticipation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SetParticipation.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.SetParticipation();
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
                                    message.userReference = value;
                                else
                                    delete message.userReference;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.optedIn = value;
                                else
                                    delete message.optedIn;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.findable = value;
                                else
                                    delete message.findable;
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

                return SetParticipation;
            })();

            v1.SetProviderChoice = (function() {

                /**
                 * Properties of a SetProviderChoice.
                 * @typedef {Object} drawbridge.gateway.v1.SetProviderChoice.$Properties
                 * @property {string|null} [userReference] SetProviderChoice userReference
                 * @property {string|null} [provider] SetProviderChoice provider
                 * @property {boolean|null} [allowed] SetProviderChoice allowed
                 * @property {drawbridge.gateway.v1.Inbox|null} [inbox] SetProviderChoice inbox
                 * @property {string|null} [label] SetProviderChoice label
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SetProviderChoice.
                 * @memberof drawbridge.gateway.v1
                 * @interface ISetProviderChoice
                 * @augments drawbridge.gateway.v1.SetProviderChoice.$Properties
                 * @deprecated Use drawbridge.gateway.v1.SetProviderChoice.$Properties instead.
                 */

                /**
                 * Shape of a SetProviderChoice.
                 * @typedef {drawbridge.gateway.v1.SetProviderChoice.$Properties} drawbridge.gateway.v1.SetProviderChoice.$Shape
                 */

                /**
                 * Constructs a new SetProviderChoice.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a SetProviderChoice.
                 * @constructor
                 * @param {drawbridge.gateway.v1.SetProviderChoice.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SetProviderChoice = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SetProviderChoice userReference.
                 * @member {string} userReference
                 * @memberof drawbridge.gateway.v1.SetProviderChoice
                 * @instance
                 */
                SetProviderChoice.prototype.userReference = "";

                /**
                 * SetProviderChoice provider.
                 * @member {string} provider
                 * @memberof drawbridge.gateway.v1.SetProviderChoice
                 * @instance
                 */
                SetProviderChoice.prototype.provider = "";

                /**
                 * SetProviderChoice allowed.
                 * @member {boolean} allowed
                 * @memberof drawbridge.gateway.v1.SetProviderChoice
                 * @instance
                 */
                SetProviderChoice.prototype.allowed = false;

                /**
                 * SetProviderChoice inbox.
                 * @member {drawbridge.gateway.v1.Inbox} inbox
                 * @memberof drawbridge.gateway.v1.SetProviderChoice
                 * @instance
                 */
                SetProviderChoice.prototype.inbox = 0;

                /**
                 * SetProviderChoice label.
                 * @member {string} label
                 * @memberof drawbridge.gateway.v1.SetProviderChoice
                 * @instance
                 */
                SetProviderChoice.prototype.label = "";

                /**
                 * Encodes the specified SetProviderChoice message. Does not implicitly {@link drawbridge.gateway.v1.SetProviderChoice.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.SetProviderChoice
                 * @static
                 * @param {drawbridge.gateway.v1.SetProviderChoice.$Properties} message SetProviderChoice message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SetProviderChoice.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.userReference != null && $Object.hasOwnProperty.call(message, "userReference") && message.userReference !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.userReference);
                    if (message.provider != null && $Object.hasOwnProperty.call(message, "provider") && message.provider !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.provider);
                    if (message.allowed != null && $Object.hasOwnProperty.call(message, "allowed") && message.allowed !== false)
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.allowed);
                    if (message.inbox != null && $Object.hasOwnProperty.call(message, "inbox") && message.inbox !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.inbox);
                    if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.label);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SetProviderChoice message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.SetProviderChoice
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.SetProviderChoice & drawbridge.gateway.v1.SetProviderChoice.$Shape} SetProviderChoice
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SetProviderChoice.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.SetProviderChoice();
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
                                    message.userReference = value;
                                else
                                    delete message.userReference;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.provider = value;
                                else
                                    delete message.provider;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.allowed = value;
                                else
                                    delete message.allowed;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.inbox = value;
                                else
                                    delete message.inbox;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.label = value;
                                else
                                    delete message.label;
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

                return SetProviderChoice;
            })();

            /**
             * Inbox enum.
             * @name drawbridge.gateway.v1.Inbox
             * @enum {number}
             * @property {number} INBOX_UNSPECIFIED=0 INBOX_UNSPECIFIED value
             * @property {number} INBOX_SEPARATE=1 INBOX_SEPARATE value
             * @property {number} INBOX_COMBINED=2 INBOX_COMBINED value
             */
            v1.Inbox = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "INBOX_UNSPECIFIED"] = 0;
                values[valuesById[1] = "INBOX_SEPARATE"] = 1;
                values[valuesById[2] = "INBOX_COMBINED"] = 2;
                return values;
            })();

            /**
             * Purpose enum.
             * @name drawbridge.gateway.v1.Purpose
             * @enum {number}
             * @property {number} PURPOSE_UNSPECIFIED=0 PURPOSE_UNSPECIFIED value
             * @property {number} PURPOSE_CHAT=1 PURPOSE_CHAT value
             * @property {number} PURPOSE_SERVICE=2 PURPOSE_SERVICE value
             * @property {number} PURPOSE_MARKETING=3 PURPOSE_MARKETING value
             */
            v1.Purpose = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "PURPOSE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "PURPOSE_CHAT"] = 1;
                values[valuesById[2] = "PURPOSE_SERVICE"] = 2;
                values[valuesById[3] = "PURPOSE_MARKETING"] = 3;
                return values;
            })();

            v1.RequestContact = (function() {

                /**
                 * Properties of a RequestContact.
                 * @typedef {Object} drawbridge.gateway.v1.RequestContact.$Properties
                 * @property {Uint8Array|null} [fromUser] RequestContact fromUser
                 * @property {string|null} [toAddress] RequestContact toAddress
                 * @property {Uint8Array|null} [invite] RequestContact invite
                 * @property {Array.<drawbridge.gateway.v1.Purpose>|null} [purposes] RequestContact purposes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RequestContact.
                 * @memberof drawbridge.gateway.v1
                 * @interface IRequestContact
                 * @augments drawbridge.gateway.v1.RequestContact.$Properties
                 * @deprecated Use drawbridge.gateway.v1.RequestContact.$Properties instead.
                 */

                /**
                 * Shape of a RequestContact.
                 * @typedef {drawbridge.gateway.v1.RequestContact.$Properties} drawbridge.gateway.v1.RequestContact.$Shape
                 */

                /**
                 * Constructs a new RequestContact.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a RequestContact.
                 * @constructor
                 * @param {drawbridge.gateway.v1.RequestContact.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RequestContact = function (properties) {
                    this.purposes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RequestContact fromUser.
                 * @member {Uint8Array} fromUser
                 * @memberof drawbridge.gateway.v1.RequestContact
                 * @instance
                 */
                RequestContact.prototype.fromUser = $util.newBuffer([]);

                /**
                 * RequestContact toAddress.
                 * @member {string} toAddress
                 * @memberof drawbridge.gateway.v1.RequestContact
                 * @instance
                 */
                RequestContact.prototype.toAddress = "";

                /**
                 * RequestContact invite.
                 * @member {Uint8Array} invite
                 * @memberof drawbridge.gateway.v1.RequestContact
                 * @instance
                 */
                RequestContact.prototype.invite = $util.newBuffer([]);

                /**
                 * RequestContact purposes.
                 * @member {Array.<drawbridge.gateway.v1.Purpose>} purposes
                 * @memberof drawbridge.gateway.v1.RequestContact
                 * @instance
                 */
                RequestContact.prototype.purposes = $util.emptyArray;

                /**
                 * Encodes the specified RequestContact message. Does not implicitly {@link drawbridge.gateway.v1.RequestContact.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.RequestContact
                 * @static
                 * @param {drawbridge.gateway.v1.RequestContact.$Properties} message RequestContact message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RequestContact.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.fromUser != null && $Object.hasOwnProperty.call(message, "fromUser") && message.fromUser.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.fromUser);
                    if (message.toAddress != null && $Object.hasOwnProperty.call(message, "toAddress") && message.toAddress !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.toAddress);
                    if (message.invite != null && $Object.hasOwnProperty.call(message, "invite") && message.invite.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.invite);
                    if (message.purposes != null && message.purposes.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).int32s(message.purposes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RequestContact message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.RequestContact
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.RequestContact & drawbridge.gateway.v1.RequestContact.$Shape} RequestContact
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RequestContact.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.RequestContact();
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
                                    message.fromUser = value;
                                else
                                    delete message.fromUser;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.toAddress = value;
                                else
                                    delete message.toAddress;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.invite = value;
                                else
                                    delete message.invite;
                                continue;
                            }
                        case 4: {
                                if (wireType === 2) {
                                    if (!(message.purposes && message.purposes.length))
                                        message.purposes = [];
                                    reader.int32s(message.purposes);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.purposes && message.purposes.length))
                                    message.purposes = [];
                                message.purposes.push(reader.int32());
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

                return RequestContact;
            })();

            v1.Recorded = (function() {

                /**
                 * Properties of a Recorded.
                 * @typedef {Object} drawbridge.gateway.v1.Recorded.$Properties
                 * @property {number|null} [leftToday] Recorded leftToday
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Recorded.
                 * @memberof drawbridge.gateway.v1
                 * @interface IRecorded
                 * @augments drawbridge.gateway.v1.Recorded.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Recorded.$Properties instead.
                 */

                /**
                 * Shape of a Recorded.
                 * @typedef {drawbridge.gateway.v1.Recorded.$Properties} drawbridge.gateway.v1.Recorded.$Shape
                 */

                /**
                 * Constructs a new Recorded.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Recorded.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Recorded.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Recorded = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Recorded leftToday.
                 * @member {number} leftToday
                 * @memberof drawbridge.gateway.v1.Recorded
                 * @instance
                 */
                Recorded.prototype.leftToday = 0;

                /**
                 * Encodes the specified Recorded message. Does not implicitly {@link drawbridge.gateway.v1.Recorded.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Recorded
                 * @static
                 * @param {drawbridge.gateway.v1.Recorded.$Properties} message Recorded message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Recorded.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.leftToday != null && $Object.hasOwnProperty.call(message, "leftToday") && message.leftToday !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.leftToday);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Recorded message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Recorded
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Recorded & drawbridge.gateway.v1.Recorded.$Shape} Recorded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Recorded.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Recorded();
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
                                if (value = reader.uint32())
                                    message.leftToday = value;
                                else
                                    delete message.leftToday;
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

                return Recorded;
            })();

            v1.DecideContact = (function() {

                /**
                 * Properties of a DecideContact.
                 * @typedef {Object} drawbridge.gateway.v1.DecideContact.$Properties
                 * @property {Uint8Array|null} [user] DecideContact user
                 * @property {Uint8Array|null} [requestId] DecideContact requestId
                 * @property {Uint8Array|null} [peerUser] DecideContact peerUser
                 * @property {drawbridge.gateway.v1.Decision|null} [decision] DecideContact decision
                 * @property {"requestId"|"peerUser"} [subject] DecideContact subject
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DecideContact.
                 * @memberof drawbridge.gateway.v1
                 * @interface IDecideContact
                 * @augments drawbridge.gateway.v1.DecideContact.$Properties
                 * @deprecated Use drawbridge.gateway.v1.DecideContact.$Properties instead.
                 */

                /**
                 * Narrowed shape of a DecideContact.
                 * @typedef {{
                 *   user?: Uint8Array|null;
                 *   requestId?: Uint8Array|null;
                 *   peerUser?: Uint8Array|null;
                 *   decision?: drawbridge.gateway.v1.Decision|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ subject?: undefined; requestId?: null; peerUser?: null }|{ subject?: "requestId"; requestId: Uint8Array; peerUser?: null }|{ subject?: "peerUser"; requestId?: null; peerUser: Uint8Array })
                 * )} drawbridge.gateway.v1.DecideContact.$Shape
                 */

                /**
                 * Constructs a new DecideContact.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a DecideContact.
                 * @constructor
                 * @param {drawbridge.gateway.v1.DecideContact.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DecideContact = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DecideContact user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.DecideContact
                 * @instance
                 */
                DecideContact.prototype.user = $util.newBuffer([]);

                /**
                 * DecideContact requestId.
                 * @member {Uint8Array|null|undefined} requestId
                 * @memberof drawbridge.gateway.v1.DecideContact
                 * @instance
                 */
                DecideContact.prototype.requestId = null;

                /**
                 * DecideContact peerUser.
                 * @member {Uint8Array|null|undefined} peerUser
                 * @memberof drawbridge.gateway.v1.DecideContact
                 * @instance
                 */
                DecideContact.prototype.peerUser = null;

                /**
                 * DecideContact decision.
                 * @member {drawbridge.gateway.v1.Decision} decision
                 * @memberof drawbridge.gateway.v1.DecideContact
                 * @instance
                 */
                DecideContact.prototype.decision = 0;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * DecideContact subject.
                 * @member {"requestId"|"peerUser"|undefined} subject
                 * @memberof drawbridge.gateway.v1.DecideContact
                 * @instance
                 */
                $Object.defineProperty(DecideContact.prototype, "subject", {
                    get: $util.oneOfGetter($oneOfFields = ["requestId", "peerUser"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified DecideContact message. Does not implicitly {@link drawbridge.gateway.v1.DecideContact.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.DecideContact
                 * @static
                 * @param {drawbridge.gateway.v1.DecideContact.$Properties} message DecideContact message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DecideContact.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId"))
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.requestId);
                    if (message.peerUser != null && $Object.hasOwnProperty.call(message, "peerUser"))
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.peerUser);
                    if (message.decision != null && $Object.hasOwnProperty.call(message, "decision") && message.decision !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.decision);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DecideContact message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.DecideContact
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DecideContact & drawbridge.gateway.v1.DecideContact.$Shape} DecideContact
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DecideContact.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.DecideContact();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.requestId = reader.bytes();
                                message.subject = "requestId";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.peerUser = reader.bytes();
                                message.subject = "peerUser";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.decision = value;
                                else
                                    delete message.decision;
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

                return DecideContact;
            })();

            /**
             * Decision enum.
             * @name drawbridge.gateway.v1.Decision
             * @enum {number}
             * @property {number} DECISION_UNSPECIFIED=0 DECISION_UNSPECIFIED value
             * @property {number} DECISION_GRANT=1 DECISION_GRANT value
             * @property {number} DECISION_DENY=2 DECISION_DENY value
             * @property {number} DECISION_BLOCK=3 DECISION_BLOCK value
             */
            v1.Decision = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "DECISION_UNSPECIFIED"] = 0;
                values[valuesById[1] = "DECISION_GRANT"] = 1;
                values[valuesById[2] = "DECISION_DENY"] = 2;
                values[valuesById[3] = "DECISION_BLOCK"] = 3;
                return values;
            })();

            v1.WithdrawConsent = (function() {

                /**
                 * Properties of a WithdrawConsent.
                 * @typedef {Object} drawbridge.gateway.v1.WithdrawConsent.$Properties
                 * @property {Uint8Array|null} [user] WithdrawConsent user
                 * @property {Uint8Array|null} [peerUser] WithdrawConsent peerUser
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a WithdrawConsent.
                 * @memberof drawbridge.gateway.v1
                 * @interface IWithdrawConsent
                 * @augments drawbridge.gateway.v1.WithdrawConsent.$Properties
                 * @deprecated Use drawbridge.gateway.v1.WithdrawConsent.$Properties instead.
                 */

                /**
                 * Shape of a WithdrawConsent.
                 * @typedef {drawbridge.gateway.v1.WithdrawConsent.$Properties} drawbridge.gateway.v1.WithdrawConsent.$Shape
                 */

                /**
                 * Constructs a new WithdrawConsent.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a WithdrawConsent.
                 * @constructor
                 * @param {drawbridge.gateway.v1.WithdrawConsent.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const WithdrawConsent = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * WithdrawConsent user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.WithdrawConsent
                 * @instance
                 */
                WithdrawConsent.prototype.user = $util.newBuffer([]);

                /**
                 * WithdrawConsent peerUser.
                 * @member {Uint8Array} peerUser
                 * @memberof drawbridge.gateway.v1.WithdrawConsent
                 * @instance
                 */
                WithdrawConsent.prototype.peerUser = $util.newBuffer([]);

                /**
                 * Encodes the specified WithdrawConsent message. Does not implicitly {@link drawbridge.gateway.v1.WithdrawConsent.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.WithdrawConsent
                 * @static
                 * @param {drawbridge.gateway.v1.WithdrawConsent.$Properties} message WithdrawConsent message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                WithdrawConsent.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.peerUser != null && $Object.hasOwnProperty.call(message, "peerUser") && message.peerUser.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.peerUser);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a WithdrawConsent message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.WithdrawConsent
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.WithdrawConsent & drawbridge.gateway.v1.WithdrawConsent.$Shape} WithdrawConsent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                WithdrawConsent.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.WithdrawConsent();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.peerUser = value;
                                else
                                    delete message.peerUser;
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

                return WithdrawConsent;
            })();

            v1.ReissueToken = (function() {

                /**
                 * Properties of a ReissueToken.
                 * @typedef {Object} drawbridge.gateway.v1.ReissueToken.$Properties
                 * @property {Uint8Array|null} [user] ReissueToken user
                 * @property {Uint8Array|null} [peerUser] ReissueToken peerUser
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReissueToken.
                 * @memberof drawbridge.gateway.v1
                 * @interface IReissueToken
                 * @augments drawbridge.gateway.v1.ReissueToken.$Properties
                 * @deprecated Use drawbridge.gateway.v1.ReissueToken.$Properties instead.
                 */

                /**
                 * Shape of a ReissueToken.
                 * @typedef {drawbridge.gateway.v1.ReissueToken.$Properties} drawbridge.gateway.v1.ReissueToken.$Shape
                 */

                /**
                 * Constructs a new ReissueToken.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a ReissueToken.
                 * @constructor
                 * @param {drawbridge.gateway.v1.ReissueToken.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReissueToken = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReissueToken user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.ReissueToken
                 * @instance
                 */
                ReissueToken.prototype.user = $util.newBuffer([]);

                /**
                 * ReissueToken peerUser.
                 * @member {Uint8Array} peerUser
                 * @memberof drawbridge.gateway.v1.ReissueToken
                 * @instance
                 */
                ReissueToken.prototype.peerUser = $util.newBuffer([]);

                /**
                 * Encodes the specified ReissueToken message. Does not implicitly {@link drawbridge.gateway.v1.ReissueToken.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.ReissueToken
                 * @static
                 * @param {drawbridge.gateway.v1.ReissueToken.$Properties} message ReissueToken message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReissueToken.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.peerUser != null && $Object.hasOwnProperty.call(message, "peerUser") && message.peerUser.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.peerUser);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReissueToken message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.ReissueToken
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.ReissueToken & drawbridge.gateway.v1.ReissueToken.$Shape} ReissueToken
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReissueToken.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.ReissueToken();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.peerUser = value;
                                else
                                    delete message.peerUser;
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

                return ReissueToken;
            })();

            v1.Contact = (function() {

                /**
                 * Properties of a Contact.
                 * @typedef {Object} drawbridge.gateway.v1.Contact.$Properties
                 * @property {Uint8Array|null} [peerUser] Contact peerUser
                 * @property {Uint8Array|null} [consentToken] Contact consentToken
                 * @property {string|null} [peerParty] Contact peerParty
                 * @property {string|null} [peerDisplayName] Contact peerDisplayName
                 * @property {string|null} [peerAddress] Contact peerAddress
                 * @property {Array.<drawbridge.gateway.v1.Purpose>|null} [purposes] Contact purposes
                 * @property {Uint8Array|null} [user] Contact user
                 * @property {Uint8Array|null} [requestId] Contact requestId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Contact.
                 * @memberof drawbridge.gateway.v1
                 * @interface IContact
                 * @augments drawbridge.gateway.v1.Contact.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Contact.$Properties instead.
                 */

                /**
                 * Shape of a Contact.
                 * @typedef {drawbridge.gateway.v1.Contact.$Properties} drawbridge.gateway.v1.Contact.$Shape
                 */

                /**
                 * Constructs a new Contact.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Contact.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Contact.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Contact = function (properties) {
                    this.purposes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Contact peerUser.
                 * @member {Uint8Array} peerUser
                 * @memberof drawbridge.gateway.v1.Contact
                 * @instance
                 */
                Contact.prototype.peerUser = $util.newBuffer([]);

                /**
                 * Contact consentToken.
                 * @member {Uint8Array} consentToken
                 * @memberof drawbridge.gateway.v1.Contact
                 * @instance
                 */
                Contact.prototype.consentToken = $util.newBuffer([]);

                /**
                 * Contact peerParty.
                 * @member {string} peerParty
                 * @memberof drawbridge.gateway.v1.Contact
                 * @instance
                 */
                Contact.prototype.peerParty = "";

                /**
                 * Contact peerDisplayName.
                 * @member {string} peerDisplayName
                 * @memberof drawbridge.gateway.v1.Contact
                 * @instance
                 */
                Contact.prototype.peerDisplayName = "";

                /**
                 * Contact peerAddress.
                 * @member {string} peerAddress
                 * @memberof drawbridge.gateway.v1.Contact
                 * @instance
                 */
                Contact.prototype.peerAddress = "";

                /**
                 * Contact purposes.
                 * @member {Array.<drawbridge.gateway.v1.Purpose>} purposes
                 * @memberof drawbridge.gateway.v1.Contact
                 * @instance
                 */
                Contact.prototype.purposes = $util.emptyArray;

                /**
                 * Contact user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.Contact
                 * @instance
                 */
                Contact.prototype.user = $util.newBuffer([]);

                /**
                 * Contact requestId.
                 * @member {Uint8Array} requestId
                 * @memberof drawbridge.gateway.v1.Contact
                 * @instance
                 */
                Contact.prototype.requestId = $util.newBuffer([]);

                /**
                 * Encodes the specified Contact message. Does not implicitly {@link drawbridge.gateway.v1.Contact.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Contact
                 * @static
                 * @param {drawbridge.gateway.v1.Contact.$Properties} message Contact message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Contact.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.peerUser != null && $Object.hasOwnProperty.call(message, "peerUser") && message.peerUser.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.peerUser);
                    if (message.consentToken != null && $Object.hasOwnProperty.call(message, "consentToken") && message.consentToken.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.consentToken);
                    if (message.peerParty != null && $Object.hasOwnProperty.call(message, "peerParty") && message.peerParty !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.peerParty);
                    if (message.peerDisplayName != null && $Object.hasOwnProperty.call(message, "peerDisplayName") && message.peerDisplayName !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.peerDisplayName);
                    if (message.peerAddress != null && $Object.hasOwnProperty.call(message, "peerAddress") && message.peerAddress !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.peerAddress);
                    if (message.purposes != null && message.purposes.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).int32s(message.purposes);
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.user);
                    if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId.length)
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.requestId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Contact message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Contact
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Contact & drawbridge.gateway.v1.Contact.$Shape} Contact
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Contact.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Contact();
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
                                    message.peerUser = value;
                                else
                                    delete message.peerUser;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.consentToken = value;
                                else
                                    delete message.consentToken;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.peerParty = value;
                                else
                                    delete message.peerParty;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.peerDisplayName = value;
                                else
                                    delete message.peerDisplayName;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.peerAddress = value;
                                else
                                    delete message.peerAddress;
                                continue;
                            }
                        case 6: {
                                if (wireType === 2) {
                                    if (!(message.purposes && message.purposes.length))
                                        message.purposes = [];
                                    reader.int32s(message.purposes);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.purposes && message.purposes.length))
                                    message.purposes = [];
                                message.purposes.push(reader.int32());
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.requestId = value;
                                else
                                    delete message.requestId;
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

                return Contact;
            })();

            v1.ContactRequested = (function() {

                /**
                 * Properties of a ContactRequested.
                 * @typedef {Object} drawbridge.gateway.v1.ContactRequested.$Properties
                 * @property {Uint8Array|null} [requestId] ContactRequested requestId
                 * @property {Uint8Array|null} [user] ContactRequested user
                 * @property {string|null} [fromParty] ContactRequested fromParty
                 * @property {string|null} [fromDisplayName] ContactRequested fromDisplayName
                 * @property {string|null} [fromAddress] ContactRequested fromAddress
                 * @property {Array.<drawbridge.gateway.v1.Purpose>|null} [purposes] ContactRequested purposes
                 * @property {drawbridge.gateway.v1.Inbox|null} [inbox] ContactRequested inbox
                 * @property {string|null} [inboxLabel] ContactRequested inboxLabel
                 * @property {Uint8Array|null} [inviteId] ContactRequested inviteId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ContactRequested.
                 * @memberof drawbridge.gateway.v1
                 * @interface IContactRequested
                 * @augments drawbridge.gateway.v1.ContactRequested.$Properties
                 * @deprecated Use drawbridge.gateway.v1.ContactRequested.$Properties instead.
                 */

                /**
                 * Shape of a ContactRequested.
                 * @typedef {drawbridge.gateway.v1.ContactRequested.$Properties} drawbridge.gateway.v1.ContactRequested.$Shape
                 */

                /**
                 * Constructs a new ContactRequested.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a ContactRequested.
                 * @constructor
                 * @param {drawbridge.gateway.v1.ContactRequested.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ContactRequested = function (properties) {
                    this.purposes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ContactRequested requestId.
                 * @member {Uint8Array} requestId
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @instance
                 */
                ContactRequested.prototype.requestId = $util.newBuffer([]);

                /**
                 * ContactRequested user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @instance
                 */
                ContactRequested.prototype.user = $util.newBuffer([]);

                /**
                 * ContactRequested fromParty.
                 * @member {string} fromParty
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @instance
                 */
                ContactRequested.prototype.fromParty = "";

                /**
                 * ContactRequested fromDisplayName.
                 * @member {string} fromDisplayName
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @instance
                 */
                ContactRequested.prototype.fromDisplayName = "";

                /**
                 * ContactRequested fromAddress.
                 * @member {string} fromAddress
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @instance
                 */
                ContactRequested.prototype.fromAddress = "";

                /**
                 * ContactRequested purposes.
                 * @member {Array.<drawbridge.gateway.v1.Purpose>} purposes
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @instance
                 */
                ContactRequested.prototype.purposes = $util.emptyArray;

                /**
                 * ContactRequested inbox.
                 * @member {drawbridge.gateway.v1.Inbox} inbox
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @instance
                 */
                ContactRequested.prototype.inbox = 0;

                /**
                 * ContactRequested inboxLabel.
                 * @member {string} inboxLabel
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @instance
                 */
                ContactRequested.prototype.inboxLabel = "";

                /**
                 * ContactRequested inviteId.
                 * @member {Uint8Array} inviteId
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @instance
                 */
                ContactRequested.prototype.inviteId = $util.newBuffer([]);

                /**
                 * Encodes the specified ContactRequested message. Does not implicitly {@link drawbridge.gateway.v1.ContactRequested.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @static
                 * @param {drawbridge.gateway.v1.ContactRequested.$Properties} message ContactRequested message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ContactRequested.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.requestId);
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.user);
                    if (message.fromParty != null && $Object.hasOwnProperty.call(message, "fromParty") && message.fromParty !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.fromParty);
                    if (message.fromDisplayName != null && $Object.hasOwnProperty.call(message, "fromDisplayName") && message.fromDisplayName !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.fromDisplayName);
                    if (message.fromAddress != null && $Object.hasOwnProperty.call(message, "fromAddress") && message.fromAddress !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.fromAddress);
                    if (message.purposes != null && message.purposes.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).int32s(message.purposes);
                    if (message.inbox != null && $Object.hasOwnProperty.call(message, "inbox") && message.inbox !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).int32(message.inbox);
                    if (message.inboxLabel != null && $Object.hasOwnProperty.call(message, "inboxLabel") && message.inboxLabel !== "")
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.inboxLabel);
                    if (message.inviteId != null && $Object.hasOwnProperty.call(message, "inviteId") && message.inviteId.length)
                        writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.inviteId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ContactRequested message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.ContactRequested
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.ContactRequested & drawbridge.gateway.v1.ContactRequested.$Shape} ContactRequested
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ContactRequested.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.ContactRequested();
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
                                    message.requestId = value;
                                else
                                    delete message.requestId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fromParty = value;
                                else
                                    delete message.fromParty;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fromDisplayName = value;
                                else
                                    delete message.fromDisplayName;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fromAddress = value;
                                else
                                    delete message.fromAddress;
                                continue;
                            }
                        case 6: {
                                if (wireType === 2) {
                                    if (!(message.purposes && message.purposes.length))
                                        message.purposes = [];
                                    reader.int32s(message.purposes);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.purposes && message.purposes.length))
                                    message.purposes = [];
                                message.purposes.push(reader.int32());
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.inbox = value;
                                else
                                    delete message.inbox;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.inboxLabel = value;
                                else
                                    delete message.inboxLabel;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.inviteId = value;
                                else
                                    delete message.inviteId;
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

                return ContactRequested;
            })();

            v1.CreateInvite = (function() {

                /**
                 * Properties of a CreateInvite.
                 * @typedef {Object} drawbridge.gateway.v1.CreateInvite.$Properties
                 * @property {Uint8Array|null} [user] CreateInvite user
                 * @property {number|null} [maxUses] CreateInvite maxUses
                 * @property {number|null} [lifetimeSeconds] CreateInvite lifetimeSeconds
                 * @property {Array.<drawbridge.gateway.v1.Purpose>|null} [purposes] CreateInvite purposes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CreateInvite.
                 * @memberof drawbridge.gateway.v1
                 * @interface ICreateInvite
                 * @augments drawbridge.gateway.v1.CreateInvite.$Properties
                 * @deprecated Use drawbridge.gateway.v1.CreateInvite.$Properties instead.
                 */

                /**
                 * Shape of a CreateInvite.
                 * @typedef {drawbridge.gateway.v1.CreateInvite.$Properties} drawbridge.gateway.v1.CreateInvite.$Shape
                 */

                /**
                 * Constructs a new CreateInvite.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a CreateInvite.
                 * @constructor
                 * @param {drawbridge.gateway.v1.CreateInvite.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CreateInvite = function (properties) {
                    this.purposes = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * CreateInvite user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.CreateInvite
                 * @instance
                 */
                CreateInvite.prototype.user = $util.newBuffer([]);

                /**
                 * CreateInvite maxUses.
                 * @member {number} maxUses
                 * @memberof drawbridge.gateway.v1.CreateInvite
                 * @instance
                 */
                CreateInvite.prototype.maxUses = 0;

                /**
                 * CreateInvite lifetimeSeconds.
                 * @member {number} lifetimeSeconds
                 * @memberof drawbridge.gateway.v1.CreateInvite
                 * @instance
                 */
                CreateInvite.prototype.lifetimeSeconds = 0;

                /**
                 * CreateInvite purposes.
                 * @member {Array.<drawbridge.gateway.v1.Purpose>} purposes
                 * @memberof drawbridge.gateway.v1.CreateInvite
                 * @instance
                 */
                CreateInvite.prototype.purposes = $util.emptyArray;

                /**
                 * Encodes the specified CreateInvite message. Does not implicitly {@link drawbridge.gateway.v1.CreateInvite.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.CreateInvite
                 * @static
                 * @param {drawbridge.gateway.v1.CreateInvite.$Properties} message CreateInvite message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CreateInvite.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.maxUses != null && $Object.hasOwnProperty.call(message, "maxUses") && message.maxUses !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.maxUses);
                    if (message.lifetimeSeconds != null && $Object.hasOwnProperty.call(message, "lifetimeSeconds") && message.lifetimeSeconds !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.lifetimeSeconds);
                    if (message.purposes != null && message.purposes.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).int32s(message.purposes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CreateInvite message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.CreateInvite
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.CreateInvite & drawbridge.gateway.v1.CreateInvite.$Shape} CreateInvite
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CreateInvite.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.CreateInvite();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxUses = value;
                                else
                                    delete message.maxUses;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.lifetimeSeconds = value;
                                else
                                    delete message.lifetimeSeconds;
                                continue;
                            }
                        case 4: {
                                if (wireType === 2) {
                                    if (!(message.purposes && message.purposes.length))
                                        message.purposes = [];
                                    reader.int32s(message.purposes);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.purposes && message.purposes.length))
                                    message.purposes = [];
                                message.purposes.push(reader.int32());
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

                return CreateInvite;
            })();

            v1.InviteCreated = (function() {

                /**
                 * Properties of an InviteCreated.
                 * @typedef {Object} drawbridge.gateway.v1.InviteCreated.$Properties
                 * @property {Uint8Array|null} [inviteId] InviteCreated inviteId
                 * @property {Uint8Array|null} [token] InviteCreated token
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an InviteCreated.
                 * @memberof drawbridge.gateway.v1
                 * @interface IInviteCreated
                 * @augments drawbridge.gateway.v1.InviteCreated.$Properties
                 * @deprecated Use drawbridge.gateway.v1.InviteCreated.$Properties instead.
                 */

                /**
                 * Shape of an InviteCreated.
                 * @typedef {drawbridge.gateway.v1.InviteCreated.$Properties} drawbridge.gateway.v1.InviteCreated.$Shape
                 */

                /**
                 * Constructs a new InviteCreated.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an InviteCreated.
                 * @constructor
                 * @param {drawbridge.gateway.v1.InviteCreated.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const InviteCreated = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * InviteCreated inviteId.
                 * @member {Uint8Array} inviteId
                 * @memberof drawbridge.gateway.v1.InviteCreated
                 * @instance
                 */
                InviteCreated.prototype.inviteId = $util.newBuffer([]);

                /**
                 * InviteCreated token.
                 * @member {Uint8Array} token
                 * @memberof drawbridge.gateway.v1.InviteCreated
                 * @instance
                 */
                InviteCreated.prototype.token = $util.newBuffer([]);

                /**
                 * Encodes the specified InviteCreated message. Does not implicitly {@link drawbridge.gateway.v1.InviteCreated.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.InviteCreated
                 * @static
                 * @param {drawbridge.gateway.v1.InviteCreated.$Properties} message InviteCreated message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                InviteCreated.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.inviteId != null && $Object.hasOwnProperty.call(message, "inviteId") && message.inviteId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.inviteId);
                    if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.token);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an InviteCreated message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.InviteCreated
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.InviteCreated & drawbridge.gateway.v1.InviteCreated.$Shape} InviteCreated
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                InviteCreated.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.InviteCreated();
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
                                    message.inviteId = value;
                                else
                                    delete message.inviteId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.token = value;
                                else
                                    delete message.token;
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

                return InviteCreated;
            })();

            v1.RevokeInvite = (function() {

                /**
                 * Properties of a RevokeInvite.
                 * @typedef {Object} drawbridge.gateway.v1.RevokeInvite.$Properties
                 * @property {Uint8Array|null} [user] RevokeInvite user
                 * @property {Uint8Array|null} [inviteId] RevokeInvite inviteId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RevokeInvite.
                 * @memberof drawbridge.gateway.v1
                 * @interface IRevokeInvite
                 * @augments drawbridge.gateway.v1.RevokeInvite.$Properties
                 * @deprecated Use drawbridge.gateway.v1.RevokeInvite.$Properties instead.
                 */

                /**
                 * Shape of a RevokeInvite.
                 * @typedef {drawbridge.gateway.v1.RevokeInvite.$Properties} drawbridge.gateway.v1.RevokeInvite.$Shape
                 */

                /**
                 * Constructs a new RevokeInvite.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a RevokeInvite.
                 * @constructor
                 * @param {drawbridge.gateway.v1.RevokeInvite.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RevokeInvite = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RevokeInvite user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.RevokeInvite
                 * @instance
                 */
                RevokeInvite.prototype.user = $util.newBuffer([]);

                /**
                 * RevokeInvite inviteId.
                 * @member {Uint8Array} inviteId
                 * @memberof drawbridge.gateway.v1.RevokeInvite
                 * @instance
                 */
                RevokeInvite.prototype.inviteId = $util.newBuffer([]);

                /**
                 * Encodes the specified RevokeInvite message. Does not implicitly {@link drawbridge.gateway.v1.RevokeInvite.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.RevokeInvite
                 * @static
                 * @param {drawbridge.gateway.v1.RevokeInvite.$Properties} message RevokeInvite message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RevokeInvite.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.inviteId != null && $Object.hasOwnProperty.call(message, "inviteId") && message.inviteId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.inviteId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RevokeInvite message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.RevokeInvite
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.RevokeInvite & drawbridge.gateway.v1.RevokeInvite.$Shape} RevokeInvite
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RevokeInvite.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.RevokeInvite();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.inviteId = value;
                                else
                                    delete message.inviteId;
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

                return RevokeInvite;
            })();

            /**
             * Custody enum.
             * @name drawbridge.gateway.v1.Custody
             * @enum {number}
             * @property {number} CUSTODY_UNSPECIFIED=0 CUSTODY_UNSPECIFIED value
             * @property {number} CUSTODY_DEVICE=1 CUSTODY_DEVICE value
             * @property {number} CUSTODY_VAULT=2 CUSTODY_VAULT value
             */
            v1.Custody = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "CUSTODY_UNSPECIFIED"] = 0;
                values[valuesById[1] = "CUSTODY_DEVICE"] = 1;
                values[valuesById[2] = "CUSTODY_VAULT"] = 2;
                return values;
            })();

            v1.SignedDeviceList = (function() {

                /**
                 * Properties of a SignedDeviceList.
                 * @typedef {Object} drawbridge.gateway.v1.SignedDeviceList.$Properties
                 * @property {Uint8Array|null} [list] SignedDeviceList list
                 * @property {Uint8Array|null} [signature] SignedDeviceList signature
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SignedDeviceList.
                 * @memberof drawbridge.gateway.v1
                 * @interface ISignedDeviceList
                 * @augments drawbridge.gateway.v1.SignedDeviceList.$Properties
                 * @deprecated Use drawbridge.gateway.v1.SignedDeviceList.$Properties instead.
                 */

                /**
                 * Shape of a SignedDeviceList.
                 * @typedef {drawbridge.gateway.v1.SignedDeviceList.$Properties} drawbridge.gateway.v1.SignedDeviceList.$Shape
                 */

                /**
                 * Constructs a new SignedDeviceList.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a SignedDeviceList.
                 * @constructor
                 * @param {drawbridge.gateway.v1.SignedDeviceList.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SignedDeviceList = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SignedDeviceList list.
                 * @member {Uint8Array} list
                 * @memberof drawbridge.gateway.v1.SignedDeviceList
                 * @instance
                 */
                SignedDeviceList.prototype.list = $util.newBuffer([]);

                /**
                 * SignedDeviceList signature.
                 * @member {Uint8Array} signature
                 * @memberof drawbridge.gateway.v1.SignedDeviceList
                 * @instance
                 */
                SignedDeviceList.prototype.signature = $util.newBuffer([]);

                /**
                 * Encodes the specified SignedDeviceList message. Does not implicitly {@link drawbridge.gateway.v1.SignedDeviceList.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.SignedDeviceList
                 * @static
                 * @param {drawbridge.gateway.v1.SignedDeviceList.$Properties} message SignedDeviceList message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SignedDeviceList.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.list != null && $Object.hasOwnProperty.call(message, "list") && message.list.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.list);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SignedDeviceList message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.SignedDeviceList
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.SignedDeviceList & drawbridge.gateway.v1.SignedDeviceList.$Shape} SignedDeviceList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SignedDeviceList.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.SignedDeviceList();
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
                                    message.list = value;
                                else
                                    delete message.list;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signature = value;
                                else
                                    delete message.signature;
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

                return SignedDeviceList;
            })();

            v1.DeviceList = (function() {

                /**
                 * Properties of a DeviceList.
                 * @typedef {Object} drawbridge.gateway.v1.DeviceList.$Properties
                 * @property {Uint8Array|null} [userId] DeviceList userId
                 * @property {number|null} [version] DeviceList version
                 * @property {Array.<drawbridge.gateway.v1.Device.$Properties>|null} [devices] DeviceList devices
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeviceList.
                 * @memberof drawbridge.gateway.v1
                 * @interface IDeviceList
                 * @augments drawbridge.gateway.v1.DeviceList.$Properties
                 * @deprecated Use drawbridge.gateway.v1.DeviceList.$Properties instead.
                 */

                /**
                 * Shape of a DeviceList.
                 * @typedef {drawbridge.gateway.v1.DeviceList.$Properties} drawbridge.gateway.v1.DeviceList.$Shape
                 */

                /**
                 * Constructs a new DeviceList.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a DeviceList.
                 * @constructor
                 * @param {drawbridge.gateway.v1.DeviceList.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeviceList = function (properties) {
                    this.devices = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeviceList userId.
                 * @member {Uint8Array} userId
                 * @memberof drawbridge.gateway.v1.DeviceList
                 * @instance
                 */
                DeviceList.prototype.userId = $util.newBuffer([]);

                /**
                 * DeviceList version.
                 * @member {number} version
                 * @memberof drawbridge.gateway.v1.DeviceList
                 * @instance
                 */
                DeviceList.prototype.version = 0;

                /**
                 * DeviceList devices.
                 * @member {Array.<drawbridge.gateway.v1.Device.$Properties>} devices
                 * @memberof drawbridge.gateway.v1.DeviceList
                 * @instance
                 */
                DeviceList.prototype.devices = $util.emptyArray;

                /**
                 * Encodes the specified DeviceList message. Does not implicitly {@link drawbridge.gateway.v1.DeviceList.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.DeviceList
                 * @static
                 * @param {drawbridge.gateway.v1.DeviceList.$Properties} message DeviceList message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeviceList.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.userId != null && $Object.hasOwnProperty.call(message, "userId") && message.userId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.userId);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.version);
                    if (message.devices != null && message.devices.length)
                        for (let i = 0; i < message.devices.length; ++i)
                            $root.drawbridge.gateway.v1.Device.encode(message.devices[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeviceList message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.DeviceList
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DeviceList & drawbridge.gateway.v1.DeviceList.$Shape} DeviceList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeviceList.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.DeviceList();
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
                                    message.userId = value;
                                else
                                    delete message.userId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.devices && message.devices.length))
                                    message.devices = [];
                                message.devices.push($root.drawbridge.gateway.v1.Device.decode(reader, reader.size(), $undefined, _depth + 1));
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

                return DeviceList;
            })();

            v1.Device = (function() {

                /**
                 * Properties of a Device.
                 * @typedef {Object} drawbridge.gateway.v1.Device.$Properties
                 * @property {number|null} [deviceId] Device deviceId
                 * @property {number|null} [registrationId] Device registrationId
                 * @property {Array.<string>|null} [capabilities] Device capabilities
                 * @property {Uint8Array|null} [linkKey] Device linkKey
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Device.
                 * @memberof drawbridge.gateway.v1
                 * @interface IDevice
                 * @augments drawbridge.gateway.v1.Device.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Device.$Properties instead.
                 */

                /**
                 * Shape of a Device.
                 * @typedef {drawbridge.gateway.v1.Device.$Properties} drawbridge.gateway.v1.Device.$Shape
                 */

                /**
                 * Constructs a new Device.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Device.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Device.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Device = function (properties) {
                    this.capabilities = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Device deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.Device
                 * @instance
                 */
                Device.prototype.deviceId = 0;

                /**
                 * Device registrationId.
                 * @member {number} registrationId
                 * @memberof drawbridge.gateway.v1.Device
                 * @instance
                 */
                Device.prototype.registrationId = 0;

                /**
                 * Device capabilities.
                 * @member {Array.<string>} capabilities
                 * @memberof drawbridge.gateway.v1.Device
                 * @instance
                 */
                Device.prototype.capabilities = $util.emptyArray;

                /**
                 * Device linkKey.
                 * @member {Uint8Array} linkKey
                 * @memberof drawbridge.gateway.v1.Device
                 * @instance
                 */
                Device.prototype.linkKey = $util.newBuffer([]);

                /**
                 * Encodes the specified Device message. Does not implicitly {@link drawbridge.gateway.v1.Device.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Device
                 * @static
                 * @param {drawbridge.gateway.v1.Device.$Properties} message Device message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Device.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.deviceId);
                    if (message.registrationId != null && $Object.hasOwnProperty.call(message, "registrationId") && message.registrationId !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.registrationId);
                    if (message.capabilities != null && message.capabilities.length)
                        for (let i = 0; i < message.capabilities.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.capabilities[i]);
                    if (message.linkKey != null && $Object.hasOwnProperty.call(message, "linkKey") && message.linkKey.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.linkKey);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Device message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Device
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Device & drawbridge.gateway.v1.Device.$Shape} Device
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Device.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Device();
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
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.registrationId = value;
                                else
                                    delete message.registrationId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.capabilities && message.capabilities.length))
                                    message.capabilities = [];
                                message.capabilities.push(reader.stringVerify());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.linkKey = value;
                                else
                                    delete message.linkKey;
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

                return Device;
            })();

            /**
             * EnforcementStep enum.
             * @name drawbridge.gateway.v1.EnforcementStep
             * @enum {number}
             * @property {number} ENFORCEMENT_STEP_UNSPECIFIED=0 ENFORCEMENT_STEP_UNSPECIFIED value
             * @property {number} ENFORCEMENT_STEP_NOTICE=1 ENFORCEMENT_STEP_NOTICE value
             * @property {number} ENFORCEMENT_STEP_SLOW=2 ENFORCEMENT_STEP_SLOW value
             * @property {number} ENFORCEMENT_STEP_SUSPEND=3 ENFORCEMENT_STEP_SUSPEND value
             */
            v1.EnforcementStep = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ENFORCEMENT_STEP_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ENFORCEMENT_STEP_NOTICE"] = 1;
                values[valuesById[2] = "ENFORCEMENT_STEP_SLOW"] = 2;
                values[valuesById[3] = "ENFORCEMENT_STEP_SUSPEND"] = 3;
                return values;
            })();

            /**
             * AppealState enum.
             * @name drawbridge.gateway.v1.AppealState
             * @enum {number}
             * @property {number} APPEAL_STATE_UNSPECIFIED=0 APPEAL_STATE_UNSPECIFIED value
             * @property {number} APPEAL_STATE_NONE=1 APPEAL_STATE_NONE value
             * @property {number} APPEAL_STATE_OPEN=2 APPEAL_STATE_OPEN value
             * @property {number} APPEAL_STATE_UPHELD=3 APPEAL_STATE_UPHELD value
             * @property {number} APPEAL_STATE_GRANTED=4 APPEAL_STATE_GRANTED value
             */
            v1.AppealState = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "APPEAL_STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "APPEAL_STATE_NONE"] = 1;
                values[valuesById[2] = "APPEAL_STATE_OPEN"] = 2;
                values[valuesById[3] = "APPEAL_STATE_UPHELD"] = 3;
                values[valuesById[4] = "APPEAL_STATE_GRANTED"] = 4;
                return values;
            })();

            v1.Enforcement = (function() {

                /**
                 * Properties of an Enforcement.
                 * @typedef {Object} drawbridge.gateway.v1.Enforcement.$Properties
                 * @property {Uint8Array|null} [enforcementId] Enforcement enforcementId
                 * @property {Uint8Array|null} [user] Enforcement user
                 * @property {drawbridge.gateway.v1.EnforcementStep|null} [step] Enforcement step
                 * @property {string|null} [rule] Enforcement rule
                 * @property {string|null} [reason] Enforcement reason
                 * @property {number|null} [startedMs] Enforcement startedMs
                 * @property {number|null} [endsMs] Enforcement endsMs
                 * @property {number|null} [endedMs] Enforcement endedMs
                 * @property {drawbridge.gateway.v1.AppealState|null} [appeal] Enforcement appeal
                 * @property {string|null} [decision] Enforcement decision
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Enforcement.
                 * @memberof drawbridge.gateway.v1
                 * @interface IEnforcement
                 * @augments drawbridge.gateway.v1.Enforcement.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Enforcement.$Properties instead.
                 */

                /**
                 * Shape of an Enforcement.
                 * @typedef {drawbridge.gateway.v1.Enforcement.$Properties} drawbridge.gateway.v1.Enforcement.$Shape
                 */

                /**
                 * Constructs a new Enforcement.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Enforcement.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Enforcement.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Enforcement = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Enforcement enforcementId.
                 * @member {Uint8Array} enforcementId
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.enforcementId = $util.newBuffer([]);

                /**
                 * Enforcement user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.user = $util.newBuffer([]);

                /**
                 * Enforcement step.
                 * @member {drawbridge.gateway.v1.EnforcementStep} step
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.step = 0;

                /**
                 * Enforcement rule.
                 * @member {string} rule
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.rule = "";

                /**
                 * Enforcement reason.
                 * @member {string} reason
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.reason = "";

                /**
                 * Enforcement startedMs.
                 * @member {number} startedMs
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.startedMs = 0;

                /**
                 * Enforcement endsMs.
                 * @member {number} endsMs
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.endsMs = 0;

                /**
                 * Enforcement endedMs.
                 * @member {number} endedMs
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.endedMs = 0;

                /**
                 * Enforcement appeal.
                 * @member {drawbridge.gateway.v1.AppealState} appeal
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.appeal = 0;

                /**
                 * Enforcement decision.
                 * @member {string} decision
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @instance
                 */
                Enforcement.prototype.decision = "";

                /**
                 * Encodes the specified Enforcement message. Does not implicitly {@link drawbridge.gateway.v1.Enforcement.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @static
                 * @param {drawbridge.gateway.v1.Enforcement.$Properties} message Enforcement message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Enforcement.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.enforcementId != null && $Object.hasOwnProperty.call(message, "enforcementId") && message.enforcementId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.enforcementId);
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.user);
                    if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).int32(message.step);
                    if (message.rule != null && $Object.hasOwnProperty.call(message, "rule") && message.rule !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.rule);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.reason);
                    if (message.startedMs != null && $Object.hasOwnProperty.call(message, "startedMs") && !$Object.is(message.startedMs, 0))
                        writer.uint32(/* id 6, wireType 1 =*/49).double(message.startedMs);
                    if (message.endsMs != null && $Object.hasOwnProperty.call(message, "endsMs") && !$Object.is(message.endsMs, 0))
                        writer.uint32(/* id 7, wireType 1 =*/57).double(message.endsMs);
                    if (message.endedMs != null && $Object.hasOwnProperty.call(message, "endedMs") && !$Object.is(message.endedMs, 0))
                        writer.uint32(/* id 8, wireType 1 =*/65).double(message.endedMs);
                    if (message.appeal != null && $Object.hasOwnProperty.call(message, "appeal") && message.appeal !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).int32(message.appeal);
                    if (message.decision != null && $Object.hasOwnProperty.call(message, "decision") && message.decision !== "")
                        writer.uint32(/* id 10, wireType 2 =*/82).string(message.decision);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Enforcement message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Enforcement
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Enforcement & drawbridge.gateway.v1.Enforcement.$Shape} Enforcement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Enforcement.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Enforcement();
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
                                    message.enforcementId = value;
                                else
                                    delete message.enforcementId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.step = value;
                                else
                                    delete message.step;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.rule = value;
                                else
                                    delete message.rule;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.startedMs = value;
                                else
                                    delete message.startedMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.endsMs = value;
                                else
                                    delete message.endsMs;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.endedMs = value;
                                else
                                    delete message.endedMs;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.appeal = value;
                                else
                                    delete message.appeal;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.decision = value;
                                else
                                    delete message.decision;
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

                return Enforcement;
            })();

            v1.ListEnforcement = (function() {

                /**
                 * Properties of a ListEnforcement.
                 * @typedef {Object} drawbridge.gateway.v1.ListEnforcement.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ListEnforcement.
                 * @memberof drawbridge.gateway.v1
                 * @interface IListEnforcement
                 * @augments drawbridge.gateway.v1.ListEnforcement.$Properties
                 * @deprecated Use drawbridge.gateway.v1.ListEnforcement.$Properties instead.
                 */

                /**
                 * Shape of a ListEnforcement.
                 * @typedef {drawbridge.gateway.v1.ListEnforcement.$Properties} drawbridge.gateway.v1.ListEnforcement.$Shape
                 */

                /**
                 * Constructs a new ListEnforcement.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a ListEnforcement.
                 * @constructor
                 * @param {drawbridge.gateway.v1.ListEnforcement.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ListEnforcement = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified ListEnforcement message. Does not implicitly {@link drawbridge.gateway.v1.ListEnforcement.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.ListEnforcement
                 * @static
                 * @param {drawbridge.gateway.v1.ListEnforcement.$Properties} message ListEnforcement message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ListEnforcement.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ListEnforcement message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.ListEnforcement
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.ListEnforcement & drawbridge.gateway.v1.ListEnforcement.$Shape} ListEnforcement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ListEnforcement.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.gateway.v1.ListEnforcement();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
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

                return ListEnforcement;
            })();

            v1.EnforcementList = (function() {

                /**
                 * Properties of an EnforcementList.
                 * @typedef {Object} drawbridge.gateway.v1.EnforcementList.$Properties
                 * @property {Array.<drawbridge.gateway.v1.Enforcement.$Properties>|null} [steps] EnforcementList steps
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an EnforcementList.
                 * @memberof drawbridge.gateway.v1
                 * @interface IEnforcementList
                 * @augments drawbridge.gateway.v1.EnforcementList.$Properties
                 * @deprecated Use drawbridge.gateway.v1.EnforcementList.$Properties instead.
                 */

                /**
                 * Shape of an EnforcementList.
                 * @typedef {drawbridge.gateway.v1.EnforcementList.$Properties} drawbridge.gateway.v1.EnforcementList.$Shape
                 */

                /**
                 * Constructs a new EnforcementList.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an EnforcementList.
                 * @constructor
                 * @param {drawbridge.gateway.v1.EnforcementList.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const EnforcementList = function (properties) {
                    this.steps = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * EnforcementList steps.
                 * @member {Array.<drawbridge.gateway.v1.Enforcement.$Properties>} steps
                 * @memberof drawbridge.gateway.v1.EnforcementList
                 * @instance
                 */
                EnforcementList.prototype.steps = $util.emptyArray;

                /**
                 * Encodes the specified EnforcementList message. Does not implicitly {@link drawbridge.gateway.v1.EnforcementList.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.EnforcementList
                 * @static
                 * @param {drawbridge.gateway.v1.EnforcementList.$Properties} message EnforcementList message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                EnforcementList.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.steps != null && message.steps.length)
                        for (let i = 0; i < message.steps.length; ++i)
                            $root.drawbridge.gateway.v1.Enforcement.encode(message.steps[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an EnforcementList message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.EnforcementList
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.EnforcementList & drawbridge.gateway.v1.EnforcementList.$Shape} EnforcementList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                EnforcementList.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.gateway.v1.EnforcementList();
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
                                if (!(message.steps && message.steps.length))
                                    message.steps = [];
                                message.steps.push($root.drawbridge.gateway.v1.Enforcement.decode(reader, reader.size(), $undefined, _depth + 1));
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

                return EnforcementList;
            })();

            v1.Appeal = (function() {

                /**
                 * Properties of an Appeal.
                 * @typedef {Object} drawbridge.gateway.v1.Appeal.$Properties
                 * @property {Uint8Array|null} [enforcementId] Appeal enforcementId
                 * @property {string|null} [text] Appeal text
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Appeal.
                 * @memberof drawbridge.gateway.v1
                 * @interface IAppeal
                 * @augments drawbridge.gateway.v1.Appeal.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Appeal.$Properties instead.
                 */

                /**
                 * Shape of an Appeal.
                 * @typedef {drawbridge.gateway.v1.Appeal.$Properties} drawbridge.gateway.v1.Appeal.$Shape
                 */

                /**
                 * Constructs a new Appeal.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Appeal.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Appeal.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Appeal = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Appeal enforcementId.
                 * @member {Uint8Array} enforcementId
                 * @memberof drawbridge.gateway.v1.Appeal
                 * @instance
                 */
                Appeal.prototype.enforcementId = $util.newBuffer([]);

                /**
                 * Appeal text.
                 * @member {string} text
                 * @memberof drawbridge.gateway.v1.Appeal
                 * @instance
                 */
                Appeal.prototype.text = "";

                /**
                 * Encodes the specified Appeal message. Does not implicitly {@link drawbridge.gateway.v1.Appeal.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Appeal
                 * @static
                 * @param {drawbridge.gateway.v1.Appeal.$Properties} message Appeal message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Appeal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.enforcementId != null && $Object.hasOwnProperty.call(message, "enforcementId") && message.enforcementId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.enforcementId);
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Appeal message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Appeal
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Appeal & drawbridge.gateway.v1.Appeal.$Shape} Appeal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Appeal.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Appeal();
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
                                    message.enforcementId = value;
                                else
                                    delete message.enforcementId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.text = value;
                                else
                                    delete message.text;
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

                return Appeal;
            })();

            v1.EnforcementChanged = (function() {

                /**
                 * Properties of an EnforcementChanged.
                 * @typedef {Object} drawbridge.gateway.v1.EnforcementChanged.$Properties
                 * @property {drawbridge.gateway.v1.Enforcement.$Properties|null} [enforcement] EnforcementChanged enforcement
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an EnforcementChanged.
                 * @memberof drawbridge.gateway.v1
                 * @interface IEnforcementChanged
                 * @augments drawbridge.gateway.v1.EnforcementChanged.$Properties
                 * @deprecated Use drawbridge.gateway.v1.EnforcementChanged.$Properties instead.
                 */

                /**
                 * Shape of an EnforcementChanged.
                 * @typedef {drawbridge.gateway.v1.EnforcementChanged.$Properties} drawbridge.gateway.v1.EnforcementChanged.$Shape
                 */

                /**
                 * Constructs a new EnforcementChanged.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an EnforcementChanged.
                 * @constructor
                 * @param {drawbridge.gateway.v1.EnforcementChanged.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const EnforcementChanged = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * EnforcementChanged enforcement.
                 * @member {drawbridge.gateway.v1.Enforcement.$Properties|null|undefined} enforcement
                 * @memberof drawbridge.gateway.v1.EnforcementChanged
                 * @instance
                 */
                EnforcementChanged.prototype.enforcement = null;

                /**
                 * Encodes the specified EnforcementChanged message. Does not implicitly {@link drawbridge.gateway.v1.EnforcementChanged.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.EnforcementChanged
                 * @static
                 * @param {drawbridge.gateway.v1.EnforcementChanged.$Properties} message EnforcementChanged message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                EnforcementChanged.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.enforcement != null && $Object.hasOwnProperty.call(message, "enforcement"))
                        $root.drawbridge.gateway.v1.Enforcement.encode(message.enforcement, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an EnforcementChanged message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.EnforcementChanged
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.EnforcementChanged & drawbridge.gateway.v1.EnforcementChanged.$Shape} EnforcementChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                EnforcementChanged.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.EnforcementChanged();
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
                                message.enforcement = $root.drawbridge.gateway.v1.Enforcement.decode(reader, reader.size(), $undefined, _depth + 1, message.enforcement);
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

                return EnforcementChanged;
            })();

            v1.Enlist = (function() {

                /**
                 * Properties of an Enlist.
                 * @typedef {Object} drawbridge.gateway.v1.Enlist.$Properties
                 * @property {Uint8Array|null} [enlistment] Enlist enlistment
                 * @property {Uint8Array|null} [signature] Enlist signature
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Enlist.
                 * @memberof drawbridge.gateway.v1
                 * @interface IEnlist
                 * @augments drawbridge.gateway.v1.Enlist.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Enlist.$Properties instead.
                 */

                /**
                 * Shape of an Enlist.
                 * @typedef {drawbridge.gateway.v1.Enlist.$Properties} drawbridge.gateway.v1.Enlist.$Shape
                 */

                /**
                 * Constructs a new Enlist.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Enlist.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Enlist.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Enlist = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Enlist enlistment.
                 * @member {Uint8Array} enlistment
                 * @memberof drawbridge.gateway.v1.Enlist
                 * @instance
                 */
                Enlist.prototype.enlistment = $util.newBuffer([]);

                /**
                 * Enlist signature.
                 * @member {Uint8Array} signature
                 * @memberof drawbridge.gateway.v1.Enlist
                 * @instance
                 */
                Enlist.prototype.signature = $util.newBuffer([]);

                /**
                 * Encodes the specified Enlist message. Does not implicitly {@link drawbridge.gateway.v1.Enlist.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Enlist
                 * @static
                 * @param {drawbridge.gateway.v1.Enlist.$Properties} message Enlist message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Enlist.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.enlistment != null && $Object.hasOwnProperty.call(message, "enlistment") && message.enlistment.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.enlistment);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Enlist message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Enlist
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Enlist & drawbridge.gateway.v1.Enlist.$Shape} Enlist
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Enlist.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Enlist();
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
                                    message.enlistment = value;
                                else
                                    delete message.enlistment;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signature = value;
                                else
                                    delete message.signature;
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

                return Enlist;
            })();

            v1.Enlistment = (function() {

                /**
                 * Properties of an Enlistment.
                 * @typedef {Object} drawbridge.gateway.v1.Enlistment.$Properties
                 * @property {Uint8Array|null} [userId] Enlistment userId
                 * @property {string|null} [userReference] Enlistment userReference
                 * @property {string|null} [forProvider] Enlistment forProvider
                 * @property {string|null} [address] Enlistment address
                 * @property {string|null} [displayName] Enlistment displayName
                 * @property {drawbridge.gateway.v1.Actor|null} [actor] Enlistment actor
                 * @property {drawbridge.gateway.v1.Custody|null} [custody] Enlistment custody
                 * @property {Uint8Array|null} [identityKey] Enlistment identityKey
                 * @property {string|null} [identityStatement] Enlistment identityStatement
                 * @property {drawbridge.gateway.v1.SignedDeviceList.$Properties|null} [devices] Enlistment devices
                 * @property {Array.<drawbridge.gateway.v1.DeviceKeys.$Properties>|null} [deviceKeys] Enlistment deviceKeys
                 * @property {string|null} [token] Enlistment token
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Enlistment.
                 * @memberof drawbridge.gateway.v1
                 * @interface IEnlistment
                 * @augments drawbridge.gateway.v1.Enlistment.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Enlistment.$Properties instead.
                 */

                /**
                 * Shape of an Enlistment.
                 * @typedef {drawbridge.gateway.v1.Enlistment.$Properties} drawbridge.gateway.v1.Enlistment.$Shape
                 */

                /**
                 * Constructs a new Enlistment.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Enlistment.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Enlistment.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Enlistment = function (properties) {
                    this.deviceKeys = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Enlistment userId.
                 * @member {Uint8Array} userId
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.userId = $util.newBuffer([]);

                /**
                 * Enlistment userReference.
                 * @member {string} userReference
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.userReference = "";

                /**
                 * Enlistment forProvider.
                 * @member {string} forProvider
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.forProvider = "";

                /**
                 * Enlistment address.
                 * @member {string} address
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.address = "";

                /**
                 * Enlistment displayName.
                 * @member {string} displayName
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.displayName = "";

                /**
                 * Enlistment actor.
                 * @member {drawbridge.gateway.v1.Actor} actor
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.actor = 0;

                /**
                 * Enlistment custody.
                 * @member {drawbridge.gateway.v1.Custody} custody
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.custody = 0;

                /**
                 * Enlistment identityKey.
                 * @member {Uint8Array} identityKey
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.identityKey = $util.newBuffer([]);

                /**
                 * Enlistment identityStatement.
                 * @member {string} identityStatement
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.identityStatement = "";

                /**
                 * Enlistment devices.
                 * @member {drawbridge.gateway.v1.SignedDeviceList.$Properties|null|undefined} devices
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.devices = null;

                /**
                 * Enlistment deviceKeys.
                 * @member {Array.<drawbridge.gateway.v1.DeviceKeys.$Properties>} deviceKeys
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.deviceKeys = $util.emptyArray;

                /**
                 * Enlistment token.
                 * @member {string} token
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @instance
                 */
                Enlistment.prototype.token = "";

                /**
                 * Encodes the specified Enlistment message. Does not implicitly {@link drawbridge.gateway.v1.Enlistment.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @static
                 * @param {drawbridge.gateway.v1.Enlistment.$Properties} message Enlistment message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Enlistment.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.userId != null && $Object.hasOwnProperty.call(message, "userId") && message.userId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.userId);
                    if (message.userReference != null && $Object.hasOwnProperty.call(message, "userReference") && message.userReference !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.userReference);
                    if (message.forProvider != null && $Object.hasOwnProperty.call(message, "forProvider") && message.forProvider !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.forProvider);
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.address);
                    if (message.displayName != null && $Object.hasOwnProperty.call(message, "displayName") && message.displayName !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.displayName);
                    if (message.actor != null && $Object.hasOwnProperty.call(message, "actor") && message.actor !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).int32(message.actor);
                    if (message.custody != null && $Object.hasOwnProperty.call(message, "custody") && message.custody !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).int32(message.custody);
                    if (message.identityKey != null && $Object.hasOwnProperty.call(message, "identityKey") && message.identityKey.length)
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.identityKey);
                    if (message.identityStatement != null && $Object.hasOwnProperty.call(message, "identityStatement") && message.identityStatement !== "")
                        writer.uint32(/* id 9, wireType 2 =*/74).string(message.identityStatement);
                    if (message.devices != null && $Object.hasOwnProperty.call(message, "devices"))
                        $root.drawbridge.gateway.v1.SignedDeviceList.encode(message.devices, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.deviceKeys != null && message.deviceKeys.length)
                        for (let i = 0; i < message.deviceKeys.length; ++i)
                            $root.drawbridge.gateway.v1.DeviceKeys.encode(message.deviceKeys[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== "")
                        writer.uint32(/* id 12, wireType 2 =*/98).string(message.token);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Enlistment message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Enlistment
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Enlistment & drawbridge.gateway.v1.Enlistment.$Shape} Enlistment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Enlistment.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Enlistment();
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
                                    message.userId = value;
                                else
                                    delete message.userId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.userReference = value;
                                else
                                    delete message.userReference;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.forProvider = value;
                                else
                                    delete message.forProvider;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.displayName = value;
                                else
                                    delete message.displayName;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.actor = value;
                                else
                                    delete message.actor;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.custody = value;
                                else
                                    delete message.custody;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.identityKey = value;
                                else
                                    delete message.identityKey;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.identityStatement = value;
                                else
                                    delete message.identityStatement;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.devices = $root.drawbridge.gateway.v1.SignedDeviceList.decode(reader, reader.size(), $undefined, _depth + 1, message.devices);
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.deviceKeys && message.deviceKeys.length))
                                    message.deviceKeys = [];
                                message.deviceKeys.push($root.drawbridge.gateway.v1.DeviceKeys.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.token = value;
                                else
                                    delete message.token;
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

                return Enlistment;
            })();

            /**
             * Actor enum.
             * @name drawbridge.gateway.v1.Actor
             * @enum {number}
             * @property {number} ACTOR_UNSPECIFIED=0 ACTOR_UNSPECIFIED value
             * @property {number} ACTOR_PERSON=1 ACTOR_PERSON value
             * @property {number} ACTOR_BUSINESS=2 ACTOR_BUSINESS value
             * @property {number} ACTOR_AUTOMATED=3 ACTOR_AUTOMATED value
             */
            v1.Actor = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ACTOR_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ACTOR_PERSON"] = 1;
                values[valuesById[2] = "ACTOR_BUSINESS"] = 2;
                values[valuesById[3] = "ACTOR_AUTOMATED"] = 3;
                return values;
            })();

            v1.Enlisted = (function() {

                /**
                 * Properties of an Enlisted.
                 * @typedef {Object} drawbridge.gateway.v1.Enlisted.$Properties
                 * @property {number|null} [deviceListVersion] Enlisted deviceListVersion
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Enlisted.
                 * @memberof drawbridge.gateway.v1
                 * @interface IEnlisted
                 * @augments drawbridge.gateway.v1.Enlisted.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Enlisted.$Properties instead.
                 */

                /**
                 * Shape of an Enlisted.
                 * @typedef {drawbridge.gateway.v1.Enlisted.$Properties} drawbridge.gateway.v1.Enlisted.$Shape
                 */

                /**
                 * Constructs a new Enlisted.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Enlisted.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Enlisted.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Enlisted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Enlisted deviceListVersion.
                 * @member {number} deviceListVersion
                 * @memberof drawbridge.gateway.v1.Enlisted
                 * @instance
                 */
                Enlisted.prototype.deviceListVersion = 0;

                /**
                 * Encodes the specified Enlisted message. Does not implicitly {@link drawbridge.gateway.v1.Enlisted.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Enlisted
                 * @static
                 * @param {drawbridge.gateway.v1.Enlisted.$Properties} message Enlisted message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Enlisted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.deviceListVersion != null && $Object.hasOwnProperty.call(message, "deviceListVersion") && message.deviceListVersion !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.deviceListVersion);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Enlisted message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Enlisted
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Enlisted & drawbridge.gateway.v1.Enlisted.$Shape} Enlisted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Enlisted.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Enlisted();
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
                                if (value = reader.uint32())
                                    message.deviceListVersion = value;
                                else
                                    delete message.deviceListVersion;
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

                return Enlisted;
            })();

            v1.UpdateDevices = (function() {

                /**
                 * Properties of an UpdateDevices.
                 * @typedef {Object} drawbridge.gateway.v1.UpdateDevices.$Properties
                 * @property {Uint8Array|null} [userId] UpdateDevices userId
                 * @property {drawbridge.gateway.v1.SignedDeviceList.$Properties|null} [devices] UpdateDevices devices
                 * @property {string|null} [identityStatement] UpdateDevices identityStatement
                 * @property {Array.<drawbridge.gateway.v1.DeviceKeys.$Properties>|null} [deviceKeys] UpdateDevices deviceKeys
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an UpdateDevices.
                 * @memberof drawbridge.gateway.v1
                 * @interface IUpdateDevices
                 * @augments drawbridge.gateway.v1.UpdateDevices.$Properties
                 * @deprecated Use drawbridge.gateway.v1.UpdateDevices.$Properties instead.
                 */

                /**
                 * Shape of an UpdateDevices.
                 * @typedef {drawbridge.gateway.v1.UpdateDevices.$Properties} drawbridge.gateway.v1.UpdateDevices.$Shape
                 */

                /**
                 * Constructs a new UpdateDevices.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an UpdateDevices.
                 * @constructor
                 * @param {drawbridge.gateway.v1.UpdateDevices.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const UpdateDevices = function (properties) {
                    this.deviceKeys = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * UpdateDevices userId.
                 * @member {Uint8Array} userId
                 * @memberof drawbridge.gateway.v1.UpdateDevices
                 * @instance
                 */
                UpdateDevices.prototype.userId = $util.newBuffer([]);

                /**
                 * UpdateDevices devices.
                 * @member {drawbridge.gateway.v1.SignedDeviceList.$Properties|null|undefined} devices
                 * @memberof drawbridge.gateway.v1.UpdateDevices
                 * @instance
                 */
                UpdateDevices.prototype.devices = null;

                /**
                 * UpdateDevices identityStatement.
                 * @member {string} identityStatement
                 * @memberof drawbridge.gateway.v1.UpdateDevices
                 * @instance
                 */
                UpdateDevices.prototype.identityStatement = "";

                /**
                 * UpdateDevices deviceKeys.
                 * @member {Array.<drawbridge.gateway.v1.DeviceKeys.$Properties>} deviceKeys
                 * @memberof drawbridge.gateway.v1.UpdateDevices
                 * @instance
                 */
                UpdateDevices.prototype.deviceKeys = $util.emptyArray;

                /**
                 * Encodes the specified UpdateDevices message. Does not implicitly {@link drawbridge.gateway.v1.UpdateDevices.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.UpdateDevices
                 * @static
                 * @param {drawbridge.gateway.v1.UpdateDevices.$Properties} message UpdateDevices message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                UpdateDevices.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.userId != null && $Object.hasOwnProperty.call(message, "userId") && message.userId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.userId);
                    if (message.devices != null && $Object.hasOwnProperty.call(message, "devices"))
                        $root.drawbridge.gateway.v1.SignedDeviceList.encode(message.devices, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.identityStatement != null && $Object.hasOwnProperty.call(message, "identityStatement") && message.identityStatement !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.identityStatement);
                    if (message.deviceKeys != null && message.deviceKeys.length)
                        for (let i = 0; i < message.deviceKeys.length; ++i)
                            $root.drawbridge.gateway.v1.DeviceKeys.encode(message.deviceKeys[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an UpdateDevices message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.UpdateDevices
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.UpdateDevices & drawbridge.gateway.v1.UpdateDevices.$Shape} UpdateDevices
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                UpdateDevices.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.UpdateDevices();
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
                                    message.userId = value;
                                else
                                    delete message.userId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.devices = $root.drawbridge.gateway.v1.SignedDeviceList.decode(reader, reader.size(), $undefined, _depth + 1, message.devices);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.identityStatement = value;
                                else
                                    delete message.identityStatement;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.deviceKeys && message.deviceKeys.length))
                                    message.deviceKeys = [];
                                message.deviceKeys.push($root.drawbridge.gateway.v1.DeviceKeys.decode(reader, reader.size(), $undefined, _depth + 1));
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

                return UpdateDevices;
            })();

            v1.ChangeIdentity = (function() {

                /**
                 * Properties of a ChangeIdentity.
                 * @typedef {Object} drawbridge.gateway.v1.ChangeIdentity.$Properties
                 * @property {Uint8Array|null} [enlistment] ChangeIdentity enlistment
                 * @property {Uint8Array|null} [signature] ChangeIdentity signature
                 * @property {Uint8Array|null} [endorsement] ChangeIdentity endorsement
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ChangeIdentity.
                 * @memberof drawbridge.gateway.v1
                 * @interface IChangeIdentity
                 * @augments drawbridge.gateway.v1.ChangeIdentity.$Properties
                 * @deprecated Use drawbridge.gateway.v1.ChangeIdentity.$Properties instead.
                 */

                /**
                 * Shape of a ChangeIdentity.
                 * @typedef {drawbridge.gateway.v1.ChangeIdentity.$Properties} drawbridge.gateway.v1.ChangeIdentity.$Shape
                 */

                /**
                 * Constructs a new ChangeIdentity.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a ChangeIdentity.
                 * @constructor
                 * @param {drawbridge.gateway.v1.ChangeIdentity.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ChangeIdentity = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ChangeIdentity enlistment.
                 * @member {Uint8Array} enlistment
                 * @memberof drawbridge.gateway.v1.ChangeIdentity
                 * @instance
                 */
                ChangeIdentity.prototype.enlistment = $util.newBuffer([]);

                /**
                 * ChangeIdentity signature.
                 * @member {Uint8Array} signature
                 * @memberof drawbridge.gateway.v1.ChangeIdentity
                 * @instance
                 */
                ChangeIdentity.prototype.signature = $util.newBuffer([]);

                /**
                 * ChangeIdentity endorsement.
                 * @member {Uint8Array} endorsement
                 * @memberof drawbridge.gateway.v1.ChangeIdentity
                 * @instance
                 */
                ChangeIdentity.prototype.endorsement = $util.newBuffer([]);

                /**
                 * Encodes the specified ChangeIdentity message. Does not implicitly {@link drawbridge.gateway.v1.ChangeIdentity.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.ChangeIdentity
                 * @static
                 * @param {drawbridge.gateway.v1.ChangeIdentity.$Properties} message ChangeIdentity message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ChangeIdentity.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.enlistment != null && $Object.hasOwnProperty.call(message, "enlistment") && message.enlistment.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.enlistment);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
                    if (message.endorsement != null && $Object.hasOwnProperty.call(message, "endorsement") && message.endorsement.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.endorsement);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ChangeIdentity message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.ChangeIdentity
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.ChangeIdentity & drawbridge.gateway.v1.ChangeIdentity.$Shape} ChangeIdentity
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ChangeIdentity.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.ChangeIdentity();
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
                                    message.enlistment = value;
                                else
                                    delete message.enlistment;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signature = value;
                                else
                                    delete message.signature;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.endorsement = value;
                                else
                                    delete message.endorsement;
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

                return ChangeIdentity;
            })();

            v1.Unenlist = (function() {

                /**
                 * Properties of an Unenlist.
                 * @typedef {Object} drawbridge.gateway.v1.Unenlist.$Properties
                 * @property {Uint8Array|null} [userId] Unenlist userId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Unenlist.
                 * @memberof drawbridge.gateway.v1
                 * @interface IUnenlist
                 * @augments drawbridge.gateway.v1.Unenlist.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Unenlist.$Properties instead.
                 */

                /**
                 * Shape of an Unenlist.
                 * @typedef {drawbridge.gateway.v1.Unenlist.$Properties} drawbridge.gateway.v1.Unenlist.$Shape
                 */

                /**
                 * Constructs a new Unenlist.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Unenlist.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Unenlist.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Unenlist = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Unenlist userId.
                 * @member {Uint8Array} userId
                 * @memberof drawbridge.gateway.v1.Unenlist
                 * @instance
                 */
                Unenlist.prototype.userId = $util.newBuffer([]);

                /**
                 * Encodes the specified Unenlist message. Does not implicitly {@link drawbridge.gateway.v1.Unenlist.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Unenlist
                 * @static
                 * @param {drawbridge.gateway.v1.Unenlist.$Properties} message Unenlist message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Unenlist.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.userId != null && $Object.hasOwnProperty.call(message, "userId") && message.userId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.userId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Unenlist message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Unenlist
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Unenlist & drawbridge.gateway.v1.Unenlist.$Shape} Unenlist
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Unenlist.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Unenlist();
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
                                    message.userId = value;
                                else
                                    delete message.userId;
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

                return Unenlist;
            })();

            v1.Erased = (function() {

                /**
                 * Properties of an Erased.
                 * @typedef {Object} drawbridge.gateway.v1.Erased.$Properties
                 * @property {number|null} [timeMs] Erased timeMs
                 * @property {number|null} [prekeys] Erased prekeys
                 * @property {number|null} [queuedMessages] Erased queuedMessages
                 * @property {number|null} [consents] Erased consents
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Erased.
                 * @memberof drawbridge.gateway.v1
                 * @interface IErased
                 * @augments drawbridge.gateway.v1.Erased.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Erased.$Properties instead.
                 */

                /**
                 * Shape of an Erased.
                 * @typedef {drawbridge.gateway.v1.Erased.$Properties} drawbridge.gateway.v1.Erased.$Shape
                 */

                /**
                 * Constructs a new Erased.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Erased.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Erased.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Erased = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Erased timeMs.
                 * @member {number} timeMs
                 * @memberof drawbridge.gateway.v1.Erased
                 * @instance
                 */
                Erased.prototype.timeMs = 0;

                /**
                 * Erased prekeys.
                 * @member {number} prekeys
                 * @memberof drawbridge.gateway.v1.Erased
                 * @instance
                 */
                Erased.prototype.prekeys = 0;

                /**
                 * Erased queuedMessages.
                 * @member {number} queuedMessages
                 * @memberof drawbridge.gateway.v1.Erased
                 * @instance
                 */
                Erased.prototype.queuedMessages = 0;

                /**
                 * Erased consents.
                 * @member {number} consents
                 * @memberof drawbridge.gateway.v1.Erased
                 * @instance
                 */
                Erased.prototype.consents = 0;

                /**
                 * Encodes the specified Erased message. Does not implicitly {@link drawbridge.gateway.v1.Erased.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Erased
                 * @static
                 * @param {drawbridge.gateway.v1.Erased.$Properties} message Erased message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Erased.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                        writer.uint32(/* id 1, wireType 1 =*/9).double(message.timeMs);
                    if (message.prekeys != null && $Object.hasOwnProperty.call(message, "prekeys") && message.prekeys !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.prekeys);
                    if (message.queuedMessages != null && $Object.hasOwnProperty.call(message, "queuedMessages") && message.queuedMessages !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.queuedMessages);
                    if (message.consents != null && $Object.hasOwnProperty.call(message, "consents") && message.consents !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.consents);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Erased message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Erased
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Erased & drawbridge.gateway.v1.Erased.$Shape} Erased
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Erased.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Erased();
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
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.prekeys = value;
                                else
                                    delete message.prekeys;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.queuedMessages = value;
                                else
                                    delete message.queuedMessages;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.consents = value;
                                else
                                    delete message.consents;
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

                return Erased;
            })();

            v1.PutIssuerList = (function() {

                /**
                 * Properties of a PutIssuerList.
                 * @typedef {Object} drawbridge.gateway.v1.PutIssuerList.$Properties
                 * @property {string|null} [list] PutIssuerList list
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PutIssuerList.
                 * @memberof drawbridge.gateway.v1
                 * @interface IPutIssuerList
                 * @augments drawbridge.gateway.v1.PutIssuerList.$Properties
                 * @deprecated Use drawbridge.gateway.v1.PutIssuerList.$Properties instead.
                 */

                /**
                 * Shape of a PutIssuerList.
                 * @typedef {drawbridge.gateway.v1.PutIssuerList.$Properties} drawbridge.gateway.v1.PutIssuerList.$Shape
                 */

                /**
                 * Constructs a new PutIssuerList.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a PutIssuerList.
                 * @constructor
                 * @param {drawbridge.gateway.v1.PutIssuerList.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PutIssuerList = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PutIssuerList list.
                 * @member {string} list
                 * @memberof drawbridge.gateway.v1.PutIssuerList
                 * @instance
                 */
                PutIssuerList.prototype.list = "";

                /**
                 * Encodes the specified PutIssuerList message. Does not implicitly {@link drawbridge.gateway.v1.PutIssuerList.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.PutIssuerList
                 * @static
                 * @param {drawbridge.gateway.v1.PutIssuerList.$Properties} message PutIssuerList message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PutIssuerList.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.list != null && $Object.hasOwnProperty.call(message, "list") && message.list !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.list);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PutIssuerList message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.PutIssuerList
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.PutIssuerList & drawbridge.gateway.v1.PutIssuerList.$Shape} PutIssuerList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PutIssuerList.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.PutIssuerList();
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
                                    message.list = value;
                                else
                                    delete message.list;
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

                return PutIssuerList;
            })();

            v1.GetIssuerList = (function() {

                /**
                 * Properties of a GetIssuerList.
                 * @typedef {Object} drawbridge.gateway.v1.GetIssuerList.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetIssuerList.
                 * @memberof drawbridge.gateway.v1
                 * @interface IGetIssuerList
                 * @augments drawbridge.gateway.v1.GetIssuerList.$Properties
                 * @deprecated Use drawbridge.gateway.v1.GetIssuerList.$Properties instead.
                 */

                /**
                 * Shape of a GetIssuerList.
                 * @typedef {drawbridge.gateway.v1.GetIssuerList.$Properties} drawbridge.gateway.v1.GetIssuerList.$Shape
                 */

                /**
                 * Constructs a new GetIssuerList.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a GetIssuerList.
                 * @constructor
                 * @param {drawbridge.gateway.v1.GetIssuerList.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetIssuerList = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified GetIssuerList message. Does not implicitly {@link drawbridge.gateway.v1.GetIssuerList.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.GetIssuerList
                 * @static
                 * @param {drawbridge.gateway.v1.GetIssuerList.$Properties} message GetIssuerList message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetIssuerList.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetIssuerList message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.GetIssuerList
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.GetIssuerList & drawbridge.gateway.v1.GetIssuerList.$Shape} GetIssuerList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetIssuerList.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.gateway.v1.GetIssuerList();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
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

                return GetIssuerList;
            })();

            v1.IssuerList = (function() {

                /**
                 * Properties of an IssuerList.
                 * @typedef {Object} drawbridge.gateway.v1.IssuerList.$Properties
                 * @property {string|null} [list] IssuerList list
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an IssuerList.
                 * @memberof drawbridge.gateway.v1
                 * @interface IIssuerList
                 * @augments drawbridge.gateway.v1.IssuerList.$Properties
                 * @deprecated Use drawbridge.gateway.v1.IssuerList.$Properties instead.
                 */

                /**
                 * Shape of an IssuerList.
                 * @typedef {drawbridge.gateway.v1.IssuerList.$Properties} drawbridge.gateway.v1.IssuerList.$Shape
                 */

                /**
                 * Constructs a new IssuerList.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an IssuerList.
                 * @constructor
                 * @param {drawbridge.gateway.v1.IssuerList.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const IssuerList = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * IssuerList list.
                 * @member {string} list
                 * @memberof drawbridge.gateway.v1.IssuerList
                 * @instance
                 */
                IssuerList.prototype.list = "";

                /**
                 * Encodes the specified IssuerList message. Does not implicitly {@link drawbridge.gateway.v1.IssuerList.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.IssuerList
                 * @static
                 * @param {drawbridge.gateway.v1.IssuerList.$Properties} message IssuerList message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                IssuerList.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.list != null && $Object.hasOwnProperty.call(message, "list") && message.list !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.list);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an IssuerList message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.IssuerList
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.IssuerList & drawbridge.gateway.v1.IssuerList.$Shape} IssuerList
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                IssuerList.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.IssuerList();
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
                                    message.list = value;
                                else
                                    delete message.list;
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

                return IssuerList;
            })();

            v1.EcPrekey = (function() {

                /**
                 * Properties of an EcPrekey.
                 * @typedef {Object} drawbridge.gateway.v1.EcPrekey.$Properties
                 * @property {number|null} [id] EcPrekey id
                 * @property {Uint8Array|null} [publicKey] EcPrekey publicKey
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an EcPrekey.
                 * @memberof drawbridge.gateway.v1
                 * @interface IEcPrekey
                 * @augments drawbridge.gateway.v1.EcPrekey.$Properties
                 * @deprecated Use drawbridge.gateway.v1.EcPrekey.$Properties instead.
                 */

                /**
                 * Shape of an EcPrekey.
                 * @typedef {drawbridge.gateway.v1.EcPrekey.$Properties} drawbridge.gateway.v1.EcPrekey.$Shape
                 */

                /**
                 * Constructs a new EcPrekey.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an EcPrekey.
                 * @constructor
                 * @param {drawbridge.gateway.v1.EcPrekey.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const EcPrekey = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * EcPrekey id.
                 * @member {number} id
                 * @memberof drawbridge.gateway.v1.EcPrekey
                 * @instance
                 */
                EcPrekey.prototype.id = 0;

                /**
                 * EcPrekey publicKey.
                 * @member {Uint8Array} publicKey
                 * @memberof drawbridge.gateway.v1.EcPrekey
                 * @instance
                 */
                EcPrekey.prototype.publicKey = $util.newBuffer([]);

                /**
                 * Encodes the specified EcPrekey message. Does not implicitly {@link drawbridge.gateway.v1.EcPrekey.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.EcPrekey
                 * @static
                 * @param {drawbridge.gateway.v1.EcPrekey.$Properties} message EcPrekey message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                EcPrekey.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                    if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.publicKey);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an EcPrekey message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.EcPrekey
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.EcPrekey & drawbridge.gateway.v1.EcPrekey.$Shape} EcPrekey
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                EcPrekey.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.EcPrekey();
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
                                if (value = reader.uint32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.publicKey = value;
                                else
                                    delete message.publicKey;
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

                return EcPrekey;
            })();

            v1.SignedPrekey = (function() {

                /**
                 * Properties of a SignedPrekey.
                 * @typedef {Object} drawbridge.gateway.v1.SignedPrekey.$Properties
                 * @property {number|null} [id] SignedPrekey id
                 * @property {Uint8Array|null} [publicKey] SignedPrekey publicKey
                 * @property {Uint8Array|null} [signature] SignedPrekey signature
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SignedPrekey.
                 * @memberof drawbridge.gateway.v1
                 * @interface ISignedPrekey
                 * @augments drawbridge.gateway.v1.SignedPrekey.$Properties
                 * @deprecated Use drawbridge.gateway.v1.SignedPrekey.$Properties instead.
                 */

                /**
                 * Shape of a SignedPrekey.
                 * @typedef {drawbridge.gateway.v1.SignedPrekey.$Properties} drawbridge.gateway.v1.SignedPrekey.$Shape
                 */

                /**
                 * Constructs a new SignedPrekey.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a SignedPrekey.
                 * @constructor
                 * @param {drawbridge.gateway.v1.SignedPrekey.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SignedPrekey = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SignedPrekey id.
                 * @member {number} id
                 * @memberof drawbridge.gateway.v1.SignedPrekey
                 * @instance
                 */
                SignedPrekey.prototype.id = 0;

                /**
                 * SignedPrekey publicKey.
                 * @member {Uint8Array} publicKey
                 * @memberof drawbridge.gateway.v1.SignedPrekey
                 * @instance
                 */
                SignedPrekey.prototype.publicKey = $util.newBuffer([]);

                /**
                 * SignedPrekey signature.
                 * @member {Uint8Array} signature
                 * @memberof drawbridge.gateway.v1.SignedPrekey
                 * @instance
                 */
                SignedPrekey.prototype.signature = $util.newBuffer([]);

                /**
                 * Encodes the specified SignedPrekey message. Does not implicitly {@link drawbridge.gateway.v1.SignedPrekey.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.SignedPrekey
                 * @static
                 * @param {drawbridge.gateway.v1.SignedPrekey.$Properties} message SignedPrekey message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SignedPrekey.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                    if (message.publicKey != null && $Object.hasOwnProperty.call(message, "publicKey") && message.publicKey.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.publicKey);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SignedPrekey message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.SignedPrekey
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.SignedPrekey & drawbridge.gateway.v1.SignedPrekey.$Shape} SignedPrekey
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SignedPrekey.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.SignedPrekey();
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
                                if (value = reader.uint32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.publicKey = value;
                                else
                                    delete message.publicKey;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signature = value;
                                else
                                    delete message.signature;
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

                return SignedPrekey;
            })();

            v1.DeviceKeys = (function() {

                /**
                 * Properties of a DeviceKeys.
                 * @typedef {Object} drawbridge.gateway.v1.DeviceKeys.$Properties
                 * @property {number|null} [deviceId] DeviceKeys deviceId
                 * @property {drawbridge.gateway.v1.SignedPrekey.$Properties|null} [signedPrekey] DeviceKeys signedPrekey
                 * @property {drawbridge.gateway.v1.SignedPrekey.$Properties|null} [lastResortKyberPrekey] DeviceKeys lastResortKyberPrekey
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeviceKeys.
                 * @memberof drawbridge.gateway.v1
                 * @interface IDeviceKeys
                 * @augments drawbridge.gateway.v1.DeviceKeys.$Properties
                 * @deprecated Use drawbridge.gateway.v1.DeviceKeys.$Properties instead.
                 */

                /**
                 * Shape of a DeviceKeys.
                 * @typedef {drawbridge.gateway.v1.DeviceKeys.$Properties} drawbridge.gateway.v1.DeviceKeys.$Shape
                 */

                /**
                 * Constructs a new DeviceKeys.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a DeviceKeys.
                 * @constructor
                 * @param {drawbridge.gateway.v1.DeviceKeys.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeviceKeys = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeviceKeys deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.DeviceKeys
                 * @instance
                 */
                DeviceKeys.prototype.deviceId = 0;

                /**
                 * DeviceKeys signedPrekey.
                 * @member {drawbridge.gateway.v1.SignedPrekey.$Properties|null|undefined} signedPrekey
                 * @memberof drawbridge.gateway.v1.DeviceKeys
                 * @instance
                 */
                DeviceKeys.prototype.signedPrekey = null;

                /**
                 * DeviceKeys lastResortKyberPrekey.
                 * @member {drawbridge.gateway.v1.SignedPrekey.$Properties|null|undefined} lastResortKyberPrekey
                 * @memberof drawbridge.gateway.v1.DeviceKeys
                 * @instance
                 */
                DeviceKeys.prototype.lastResortKyberPrekey = null;

                /**
                 * Encodes the specified DeviceKeys message. Does not implicitly {@link drawbridge.gateway.v1.DeviceKeys.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.DeviceKeys
                 * @static
                 * @param {drawbridge.gateway.v1.DeviceKeys.$Properties} message DeviceKeys message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeviceKeys.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.deviceId);
                    if (message.signedPrekey != null && $Object.hasOwnProperty.call(message, "signedPrekey"))
                        $root.drawbridge.gateway.v1.SignedPrekey.encode(message.signedPrekey, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.lastResortKyberPrekey != null && $Object.hasOwnProperty.call(message, "lastResortKyberPrekey"))
                        $root.drawbridge.gateway.v1.SignedPrekey.encode(message.lastResortKyberPrekey, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeviceKeys message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.DeviceKeys
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DeviceKeys & drawbridge.gateway.v1.DeviceKeys.$Shape} DeviceKeys
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeviceKeys.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.DeviceKeys();
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
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.signedPrekey = $root.drawbridge.gateway.v1.SignedPrekey.decode(reader, reader.size(), $undefined, _depth + 1, message.signedPrekey);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.lastResortKyberPrekey = $root.drawbridge.gateway.v1.SignedPrekey.decode(reader, reader.size(), $undefined, _depth + 1, message.lastResortKyberPrekey);
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

                return DeviceKeys;
            })();

            v1.PutPrekeys = (function() {

                /**
                 * Properties of a PutPrekeys.
                 * @typedef {Object} drawbridge.gateway.v1.PutPrekeys.$Properties
                 * @property {Uint8Array|null} [userId] PutPrekeys userId
                 * @property {number|null} [deviceId] PutPrekeys deviceId
                 * @property {Array.<drawbridge.gateway.v1.EcPrekey.$Properties>|null} [oneTimePrekeys] PutPrekeys oneTimePrekeys
                 * @property {Array.<drawbridge.gateway.v1.SignedPrekey.$Properties>|null} [oneTimeKyberPrekeys] PutPrekeys oneTimeKyberPrekeys
                 * @property {drawbridge.gateway.v1.SignedPrekey.$Properties|null} [signedPrekey] PutPrekeys signedPrekey
                 * @property {drawbridge.gateway.v1.SignedPrekey.$Properties|null} [lastResortKyberPrekey] PutPrekeys lastResortKyberPrekey
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PutPrekeys.
                 * @memberof drawbridge.gateway.v1
                 * @interface IPutPrekeys
                 * @augments drawbridge.gateway.v1.PutPrekeys.$Properties
                 * @deprecated Use drawbridge.gateway.v1.PutPrekeys.$Properties instead.
                 */

                /**
                 * Shape of a PutPrekeys.
                 * @typedef {drawbridge.gateway.v1.PutPrekeys.$Properties} drawbridge.gateway.v1.PutPrekeys.$Shape
                 */

                /**
                 * Constructs a new PutPrekeys.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a PutPrekeys.
                 * @constructor
                 * @param {drawbridge.gateway.v1.PutPrekeys.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PutPrekeys = function (properties) {
                    this.oneTimePrekeys = [];
                    this.oneTimeKyberPrekeys = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PutPrekeys userId.
                 * @member {Uint8Array} userId
                 * @memberof drawbridge.gateway.v1.PutPrekeys
                 * @instance
                 */
                PutPrekeys.prototype.userId = $util.newBuffer([]);

                /**
                 * PutPrekeys deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.PutPrekeys
                 * @instance
                 */
                PutPrekeys.prototype.deviceId = 0;

                /**
                 * PutPrekeys oneTimePrekeys.
                 * @member {Array.<drawbridge.gateway.v1.EcPrekey.$Properties>} oneTimePrekeys
                 * @memberof drawbridge.gateway.v1.PutPrekeys
                 * @instance
                 */
                PutPrekeys.prototype.oneTimePrekeys = $util.emptyArray;

                /**
                 * PutPrekeys oneTimeKyberPrekeys.
                 * @member {Array.<drawbridge.gateway.v1.SignedPrekey.$Properties>} oneTimeKyberPrekeys
                 * @memberof drawbridge.gateway.v1.PutPrekeys
                 * @instance
                 */
                PutPrekeys.prototype.oneTimeKyberPrekeys = $util.emptyArray;

                /**
                 * PutPrekeys signedPrekey.
                 * @member {drawbridge.gateway.v1.SignedPrekey.$Properties|null|undefined} signedPrekey
                 * @memberof drawbridge.gateway.v1.PutPrekeys
                 * @instance
                 */
                PutPrekeys.prototype.signedPrekey = null;

                /**
                 * PutPrekeys lastResortKyberPrekey.
                 * @member {drawbridge.gateway.v1.SignedPrekey.$Properties|null|undefined} lastResortKyberPrekey
                 * @memberof drawbridge.gateway.v1.PutPrekeys
                 * @instance
                 */
                PutPrekeys.prototype.lastResortKyberPrekey = null;

                /**
                 * Encodes the specified PutPrekeys message. Does not implicitly {@link drawbridge.gateway.v1.PutPrekeys.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.PutPrekeys
                 * @static
                 * @param {drawbridge.gateway.v1.PutPrekeys.$Properties} message PutPrekeys message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PutPrekeys.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.userId != null && $Object.hasOwnProperty.call(message, "userId") && message.userId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.userId);
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.deviceId);
                    if (message.oneTimePrekeys != null && message.oneTimePrekeys.length)
                        for (let i = 0; i < message.oneTimePrekeys.length; ++i)
                            $root.drawbridge.gateway.v1.EcPrekey.encode(message.oneTimePrekeys[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.oneTimeKyberPrekeys != null && message.oneTimeKyberPrekeys.length)
                        for (let i = 0; i < message.oneTimeKyberPrekeys.length; ++i)
                            $root.drawbridge.gateway.v1.SignedPrekey.encode(message.oneTimeKyberPrekeys[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.signedPrekey != null && $Object.hasOwnProperty.call(message, "signedPrekey"))
                        $root.drawbridge.gateway.v1.SignedPrekey.encode(message.signedPrekey, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.lastResortKyberPrekey != null && $Object.hasOwnProperty.call(message, "lastResortKyberPrekey"))
                        $root.drawbridge.gateway.v1.SignedPrekey.encode(message.lastResortKyberPrekey, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PutPrekeys message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.PutPrekeys
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.PutPrekeys & drawbridge.gateway.v1.PutPrekeys.$Shape} PutPrekeys
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PutPrekeys.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.PutPrekeys();
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
                                    message.userId = value;
                                else
                                    delete message.userId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.oneTimePrekeys && message.oneTimePrekeys.length))
                                    message.oneTimePrekeys = [];
                                message.oneTimePrekeys.push($root.drawbridge.gateway.v1.EcPrekey.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.oneTimeKyberPrekeys && message.oneTimeKyberPrekeys.length))
                                    message.oneTimeKyberPrekeys = [];
                                message.oneTimeKyberPrekeys.push($root.drawbridge.gateway.v1.SignedPrekey.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.signedPrekey = $root.drawbridge.gateway.v1.SignedPrekey.decode(reader, reader.size(), $undefined, _depth + 1, message.signedPrekey);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.lastResortKyberPrekey = $root.drawbridge.gateway.v1.SignedPrekey.decode(reader, reader.size(), $undefined, _depth + 1, message.lastResortKyberPrekey);
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

                return PutPrekeys;
            })();

            v1.CountPrekeys = (function() {

                /**
                 * Properties of a CountPrekeys.
                 * @typedef {Object} drawbridge.gateway.v1.CountPrekeys.$Properties
                 * @property {Uint8Array|null} [userId] CountPrekeys userId
                 * @property {number|null} [deviceId] CountPrekeys deviceId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CountPrekeys.
                 * @memberof drawbridge.gateway.v1
                 * @interface ICountPrekeys
                 * @augments drawbridge.gateway.v1.CountPrekeys.$Properties
                 * @deprecated Use drawbridge.gateway.v1.CountPrekeys.$Properties instead.
                 */

                /**
                 * Shape of a CountPrekeys.
                 * @typedef {drawbridge.gateway.v1.CountPrekeys.$Properties} drawbridge.gateway.v1.CountPrekeys.$Shape
                 */

                /**
                 * Constructs a new CountPrekeys.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a CountPrekeys.
                 * @constructor
                 * @param {drawbridge.gateway.v1.CountPrekeys.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CountPrekeys = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * CountPrekeys userId.
                 * @member {Uint8Array} userId
                 * @memberof drawbridge.gateway.v1.CountPrekeys
                 * @instance
                 */
                CountPrekeys.prototype.userId = $util.newBuffer([]);

                /**
                 * CountPrekeys deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.CountPrekeys
                 * @instance
                 */
                CountPrekeys.prototype.deviceId = 0;

                /**
                 * Encodes the specified CountPrekeys message. Does not implicitly {@link drawbridge.gateway.v1.CountPrekeys.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.CountPrekeys
                 * @static
                 * @param {drawbridge.gateway.v1.CountPrekeys.$Properties} message CountPrekeys message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CountPrekeys.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.userId != null && $Object.hasOwnProperty.call(message, "userId") && message.userId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.userId);
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.deviceId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CountPrekeys message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.CountPrekeys
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.CountPrekeys & drawbridge.gateway.v1.CountPrekeys.$Shape} CountPrekeys
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CountPrekeys.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.CountPrekeys();
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
                                    message.userId = value;
                                else
                                    delete message.userId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
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

                return CountPrekeys;
            })();

            v1.PrekeyStock = (function() {

                /**
                 * Properties of a PrekeyStock.
                 * @typedef {Object} drawbridge.gateway.v1.PrekeyStock.$Properties
                 * @property {number|null} [oneTimePrekeys] PrekeyStock oneTimePrekeys
                 * @property {number|null} [oneTimeKyberPrekeys] PrekeyStock oneTimeKyberPrekeys
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PrekeyStock.
                 * @memberof drawbridge.gateway.v1
                 * @interface IPrekeyStock
                 * @augments drawbridge.gateway.v1.PrekeyStock.$Properties
                 * @deprecated Use drawbridge.gateway.v1.PrekeyStock.$Properties instead.
                 */

                /**
                 * Shape of a PrekeyStock.
                 * @typedef {drawbridge.gateway.v1.PrekeyStock.$Properties} drawbridge.gateway.v1.PrekeyStock.$Shape
                 */

                /**
                 * Constructs a new PrekeyStock.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a PrekeyStock.
                 * @constructor
                 * @param {drawbridge.gateway.v1.PrekeyStock.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PrekeyStock = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PrekeyStock oneTimePrekeys.
                 * @member {number} oneTimePrekeys
                 * @memberof drawbridge.gateway.v1.PrekeyStock
                 * @instance
                 */
                PrekeyStock.prototype.oneTimePrekeys = 0;

                /**
                 * PrekeyStock oneTimeKyberPrekeys.
                 * @member {number} oneTimeKyberPrekeys
                 * @memberof drawbridge.gateway.v1.PrekeyStock
                 * @instance
                 */
                PrekeyStock.prototype.oneTimeKyberPrekeys = 0;

                /**
                 * Encodes the specified PrekeyStock message. Does not implicitly {@link drawbridge.gateway.v1.PrekeyStock.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.PrekeyStock
                 * @static
                 * @param {drawbridge.gateway.v1.PrekeyStock.$Properties} message PrekeyStock message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PrekeyStock.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.oneTimePrekeys != null && $Object.hasOwnProperty.call(message, "oneTimePrekeys") && message.oneTimePrekeys !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.oneTimePrekeys);
                    if (message.oneTimeKyberPrekeys != null && $Object.hasOwnProperty.call(message, "oneTimeKyberPrekeys") && message.oneTimeKyberPrekeys !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.oneTimeKyberPrekeys);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PrekeyStock message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.PrekeyStock
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.PrekeyStock & drawbridge.gateway.v1.PrekeyStock.$Shape} PrekeyStock
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PrekeyStock.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.PrekeyStock();
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
                                if (value = reader.uint32())
                                    message.oneTimePrekeys = value;
                                else
                                    delete message.oneTimePrekeys;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.oneTimeKyberPrekeys = value;
                                else
                                    delete message.oneTimeKyberPrekeys;
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

                return PrekeyStock;
            })();

            v1.GetBundles = (function() {

                /**
                 * Properties of a GetBundles.
                 * @typedef {Object} drawbridge.gateway.v1.GetBundles.$Properties
                 * @property {Uint8Array|null} [senderUser] GetBundles senderUser
                 * @property {Uint8Array|null} [recipientUser] GetBundles recipientUser
                 * @property {Uint8Array|null} [consentToken] GetBundles consentToken
                 * @property {drawbridge.gateway.v1.Custody|null} [demandedCustody] GetBundles demandedCustody
                 * @property {Array.<number>|null} [deviceIds] GetBundles deviceIds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetBundles.
                 * @memberof drawbridge.gateway.v1
                 * @interface IGetBundles
                 * @augments drawbridge.gateway.v1.GetBundles.$Properties
                 * @deprecated Use drawbridge.gateway.v1.GetBundles.$Properties instead.
                 */

                /**
                 * Shape of a GetBundles.
                 * @typedef {drawbridge.gateway.v1.GetBundles.$Properties} drawbridge.gateway.v1.GetBundles.$Shape
                 */

                /**
                 * Constructs a new GetBundles.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a GetBundles.
                 * @constructor
                 * @param {drawbridge.gateway.v1.GetBundles.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetBundles = function (properties) {
                    this.deviceIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GetBundles senderUser.
                 * @member {Uint8Array} senderUser
                 * @memberof drawbridge.gateway.v1.GetBundles
                 * @instance
                 */
                GetBundles.prototype.senderUser = $util.newBuffer([]);

                /**
                 * GetBundles recipientUser.
                 * @member {Uint8Array} recipientUser
                 * @memberof drawbridge.gateway.v1.GetBundles
                 * @instance
                 */
                GetBundles.prototype.recipientUser = $util.newBuffer([]);

                /**
                 * GetBundles consentToken.
                 * @member {Uint8Array} consentToken
                 * @memberof drawbridge.gateway.v1.GetBundles
                 * @instance
                 */
                GetBundles.prototype.consentToken = $util.newBuffer([]);

                /**
                 * GetBundles demandedCustody.
                 * @member {drawbridge.gateway.v1.Custody} demandedCustody
                 * @memberof drawbridge.gateway.v1.GetBundles
                 * @instance
                 */
                GetBundles.prototype.demandedCustody = 0;

                /**
                 * GetBundles deviceIds.
                 * @member {Array.<number>} deviceIds
                 * @memberof drawbridge.gateway.v1.GetBundles
                 * @instance
                 */
                GetBundles.prototype.deviceIds = $util.emptyArray;

                /**
                 * Encodes the specified GetBundles message. Does not implicitly {@link drawbridge.gateway.v1.GetBundles.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.GetBundles
                 * @static
                 * @param {drawbridge.gateway.v1.GetBundles.$Properties} message GetBundles message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetBundles.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.senderUser != null && $Object.hasOwnProperty.call(message, "senderUser") && message.senderUser.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.senderUser);
                    if (message.recipientUser != null && $Object.hasOwnProperty.call(message, "recipientUser") && message.recipientUser.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.recipientUser);
                    if (message.consentToken != null && $Object.hasOwnProperty.call(message, "consentToken") && message.consentToken.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.consentToken);
                    if (message.demandedCustody != null && $Object.hasOwnProperty.call(message, "demandedCustody") && message.demandedCustody !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).int32(message.demandedCustody);
                    if (message.deviceIds != null && message.deviceIds.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).uint32s(message.deviceIds);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetBundles message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.GetBundles
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.GetBundles & drawbridge.gateway.v1.GetBundles.$Shape} GetBundles
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetBundles.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.GetBundles();
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
                                    message.senderUser = value;
                                else
                                    delete message.senderUser;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.recipientUser = value;
                                else
                                    delete message.recipientUser;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.consentToken = value;
                                else
                                    delete message.consentToken;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.demandedCustody = value;
                                else
                                    delete message.demandedCustody;
                                continue;
                            }
                        case 5: {
                                if (wireType === 2) {
                                    if (!(message.deviceIds && message.deviceIds.length))
                                        message.deviceIds = [];
                                    reader.uint32s(message.deviceIds);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.deviceIds && message.deviceIds.length))
                                    message.deviceIds = [];
                                message.deviceIds.push(reader.uint32());
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

                return GetBundles;
            })();

            v1.Bundles = (function() {

                /**
                 * Properties of a Bundles.
                 * @typedef {Object} drawbridge.gateway.v1.Bundles.$Properties
                 * @property {Uint8Array|null} [identityKey] Bundles identityKey
                 * @property {string|null} [identityStatement] Bundles identityStatement
                 * @property {drawbridge.gateway.v1.SignedDeviceList.$Properties|null} [devices] Bundles devices
                 * @property {Array.<drawbridge.gateway.v1.DeviceBundle.$Properties>|null} [bundles] Bundles bundles
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Bundles.
                 * @memberof drawbridge.gateway.v1
                 * @interface IBundles
                 * @augments drawbridge.gateway.v1.Bundles.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Bundles.$Properties instead.
                 */

                /**
                 * Shape of a Bundles.
                 * @typedef {drawbridge.gateway.v1.Bundles.$Properties} drawbridge.gateway.v1.Bundles.$Shape
                 */

                /**
                 * Constructs a new Bundles.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Bundles.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Bundles.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Bundles = function (properties) {
                    this.bundles = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Bundles identityKey.
                 * @member {Uint8Array} identityKey
                 * @memberof drawbridge.gateway.v1.Bundles
                 * @instance
                 */
                Bundles.prototype.identityKey = $util.newBuffer([]);

                /**
                 * Bundles identityStatement.
                 * @member {string} identityStatement
                 * @memberof drawbridge.gateway.v1.Bundles
                 * @instance
                 */
                Bundles.prototype.identityStatement = "";

                /**
                 * Bundles devices.
                 * @member {drawbridge.gateway.v1.SignedDeviceList.$Properties|null|undefined} devices
                 * @memberof drawbridge.gateway.v1.Bundles
                 * @instance
                 */
                Bundles.prototype.devices = null;

                /**
                 * Bundles bundles.
                 * @member {Array.<drawbridge.gateway.v1.DeviceBundle.$Properties>} bundles
                 * @memberof drawbridge.gateway.v1.Bundles
                 * @instance
                 */
                Bundles.prototype.bundles = $util.emptyArray;

                /**
                 * Encodes the specified Bundles message. Does not implicitly {@link drawbridge.gateway.v1.Bundles.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Bundles
                 * @static
                 * @param {drawbridge.gateway.v1.Bundles.$Properties} message Bundles message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Bundles.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.identityKey != null && $Object.hasOwnProperty.call(message, "identityKey") && message.identityKey.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.identityKey);
                    if (message.identityStatement != null && $Object.hasOwnProperty.call(message, "identityStatement") && message.identityStatement !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.identityStatement);
                    if (message.devices != null && $Object.hasOwnProperty.call(message, "devices"))
                        $root.drawbridge.gateway.v1.SignedDeviceList.encode(message.devices, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.bundles != null && message.bundles.length)
                        for (let i = 0; i < message.bundles.length; ++i)
                            $root.drawbridge.gateway.v1.DeviceBundle.encode(message.bundles[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Bundles message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Bundles
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Bundles & drawbridge.gateway.v1.Bundles.$Shape} Bundles
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Bundles.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Bundles();
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
                                    message.identityKey = value;
                                else
                                    delete message.identityKey;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.identityStatement = value;
                                else
                                    delete message.identityStatement;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.devices = $root.drawbridge.gateway.v1.SignedDeviceList.decode(reader, reader.size(), $undefined, _depth + 1, message.devices);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.bundles && message.bundles.length))
                                    message.bundles = [];
                                message.bundles.push($root.drawbridge.gateway.v1.DeviceBundle.decode(reader, reader.size(), $undefined, _depth + 1));
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

                return Bundles;
            })();

            v1.DeviceBundle = (function() {

                /**
                 * Properties of a DeviceBundle.
                 * @typedef {Object} drawbridge.gateway.v1.DeviceBundle.$Properties
                 * @property {number|null} [deviceId] DeviceBundle deviceId
                 * @property {drawbridge.gateway.v1.SignedPrekey.$Properties|null} [signedPrekey] DeviceBundle signedPrekey
                 * @property {drawbridge.gateway.v1.SignedPrekey.$Properties|null} [kyberPrekey] DeviceBundle kyberPrekey
                 * @property {drawbridge.gateway.v1.EcPrekey.$Properties|null} [oneTimePrekey] DeviceBundle oneTimePrekey
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeviceBundle.
                 * @memberof drawbridge.gateway.v1
                 * @interface IDeviceBundle
                 * @augments drawbridge.gateway.v1.DeviceBundle.$Properties
                 * @deprecated Use drawbridge.gateway.v1.DeviceBundle.$Properties instead.
                 */

                /**
                 * Shape of a DeviceBundle.
                 * @typedef {drawbridge.gateway.v1.DeviceBundle.$Properties} drawbridge.gateway.v1.DeviceBundle.$Shape
                 */

                /**
                 * Constructs a new DeviceBundle.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a DeviceBundle.
                 * @constructor
                 * @param {drawbridge.gateway.v1.DeviceBundle.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeviceBundle = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeviceBundle deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.DeviceBundle
                 * @instance
                 */
                DeviceBundle.prototype.deviceId = 0;

                /**
                 * DeviceBundle signedPrekey.
                 * @member {drawbridge.gateway.v1.SignedPrekey.$Properties|null|undefined} signedPrekey
                 * @memberof drawbridge.gateway.v1.DeviceBundle
                 * @instance
                 */
                DeviceBundle.prototype.signedPrekey = null;

                /**
                 * DeviceBundle kyberPrekey.
                 * @member {drawbridge.gateway.v1.SignedPrekey.$Properties|null|undefined} kyberPrekey
                 * @memberof drawbridge.gateway.v1.DeviceBundle
                 * @instance
                 */
                DeviceBundle.prototype.kyberPrekey = null;

                /**
                 * DeviceBundle oneTimePrekey.
                 * @member {drawbridge.gateway.v1.EcPrekey.$Properties|null|undefined} oneTimePrekey
                 * @memberof drawbridge.gateway.v1.DeviceBundle
                 * @instance
                 */
                DeviceBundle.prototype.oneTimePrekey = null;

                /**
                 * Encodes the specified DeviceBundle message. Does not implicitly {@link drawbridge.gateway.v1.DeviceBundle.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.DeviceBundle
                 * @static
                 * @param {drawbridge.gateway.v1.DeviceBundle.$Properties} message DeviceBundle message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeviceBundle.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.deviceId);
                    if (message.signedPrekey != null && $Object.hasOwnProperty.call(message, "signedPrekey"))
                        $root.drawbridge.gateway.v1.SignedPrekey.encode(message.signedPrekey, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.kyberPrekey != null && $Object.hasOwnProperty.call(message, "kyberPrekey"))
                        $root.drawbridge.gateway.v1.SignedPrekey.encode(message.kyberPrekey, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.oneTimePrekey != null && $Object.hasOwnProperty.call(message, "oneTimePrekey"))
                        $root.drawbridge.gateway.v1.EcPrekey.encode(message.oneTimePrekey, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeviceBundle message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.DeviceBundle
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DeviceBundle & drawbridge.gateway.v1.DeviceBundle.$Shape} DeviceBundle
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeviceBundle.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.DeviceBundle();
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
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.signedPrekey = $root.drawbridge.gateway.v1.SignedPrekey.decode(reader, reader.size(), $undefined, _depth + 1, message.signedPrekey);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.kyberPrekey = $root.drawbridge.gateway.v1.SignedPrekey.decode(reader, reader.size(), $undefined, _depth + 1, message.kyberPrekey);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.oneTimePrekey = $root.drawbridge.gateway.v1.EcPrekey.decode(reader, reader.size(), $undefined, _depth + 1, message.oneTimePrekey);
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

                return DeviceBundle;
            })();

            v1.Error = (function() {

                /**
                 * Properties of an Error.
                 * @typedef {Object} drawbridge.gateway.v1.Error.$Properties
                 * @property {drawbridge.gateway.v1.ErrorCode|null} [code] Error code
                 * @property {string|null} [detail] Error detail
                 * @property {string|null} [correlationId] Error correlationId
                 * @property {number|null} [retryAfterSeconds] Error retryAfterSeconds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Error.
                 * @memberof drawbridge.gateway.v1
                 * @interface IError
                 * @augments drawbridge.gateway.v1.Error.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Error.$Properties instead.
                 */

                /**
                 * Shape of an Error.
                 * @typedef {drawbridge.gateway.v1.Error.$Properties} drawbridge.gateway.v1.Error.$Shape
                 */

                /**
                 * Constructs a new Error.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Error.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Error.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Error = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Error code.
                 * @member {drawbridge.gateway.v1.ErrorCode} code
                 * @memberof drawbridge.gateway.v1.Error
                 * @instance
                 */
                Error.prototype.code = 0;

                /**
                 * Error detail.
                 * @member {string} detail
                 * @memberof drawbridge.gateway.v1.Error
                 * @instance
                 */
                Error.prototype.detail = "";

                /**
                 * Error correlationId.
                 * @member {string} correlationId
                 * @memberof drawbridge.gateway.v1.Error
                 * @instance
                 */
                Error.prototype.correlationId = "";

                /**
                 * Error retryAfterSeconds.
                 * @member {number} retryAfterSeconds
                 * @memberof drawbridge.gateway.v1.Error
                 * @instance
                 */
                Error.prototype.retryAfterSeconds = 0;

                /**
                 * Encodes the specified Error message. Does not implicitly {@link drawbridge.gateway.v1.Error.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Error
                 * @static
                 * @param {drawbridge.gateway.v1.Error.$Properties} message Error message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Error.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.detail);
                    if (message.correlationId != null && $Object.hasOwnProperty.call(message, "correlationId") && message.correlationId !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.correlationId);
                    if (message.retryAfterSeconds != null && $Object.hasOwnProperty.call(message, "retryAfterSeconds") && message.retryAfterSeconds !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.retryAfterSeconds);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Error message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Error
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Error & drawbridge.gateway.v1.Error.$Shape} Error
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Error.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Error();
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
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.correlationId = value;
                                else
                                    delete message.correlationId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.retryAfterSeconds = value;
                                else
                                    delete message.retryAfterSeconds;
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

                return Error;
            })();

            v1.Done = (function() {

                /**
                 * Properties of a Done.
                 * @typedef {Object} drawbridge.gateway.v1.Done.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Done.
                 * @memberof drawbridge.gateway.v1
                 * @interface IDone
                 * @augments drawbridge.gateway.v1.Done.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Done.$Properties instead.
                 */

                /**
                 * Shape of a Done.
                 * @typedef {drawbridge.gateway.v1.Done.$Properties} drawbridge.gateway.v1.Done.$Shape
                 */

                /**
                 * Constructs a new Done.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Done.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Done.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Done = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified Done message. Does not implicitly {@link drawbridge.gateway.v1.Done.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Done
                 * @static
                 * @param {drawbridge.gateway.v1.Done.$Properties} message Done message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Done.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Done message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Done
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Done & drawbridge.gateway.v1.Done.$Shape} Done
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Done.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.gateway.v1.Done();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
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

                return Done;
            })();

            /**
             * ErrorCode enum.
             * @name drawbridge.gateway.v1.ErrorCode
             * @enum {number}
             * @property {number} ERROR_CODE_UNSPECIFIED=0 ERROR_CODE_UNSPECIFIED value
             * @property {number} ERROR_CODE_INTERNAL=1 ERROR_CODE_INTERNAL value
             * @property {number} ERROR_CODE_UNAVAILABLE=2 ERROR_CODE_UNAVAILABLE value
             * @property {number} ERROR_CODE_MALFORMED=3 ERROR_CODE_MALFORMED value
             * @property {number} ERROR_CODE_UNDECODABLE=4 ERROR_CODE_UNDECODABLE value
             * @property {number} ERROR_CODE_FRAME_TOO_LARGE=5 ERROR_CODE_FRAME_TOO_LARGE value
             * @property {number} ERROR_CODE_UNKNOWN_REQUEST=6 ERROR_CODE_UNKNOWN_REQUEST value
             * @property {number} ERROR_CODE_OUT_OF_ORDER=7 ERROR_CODE_OUT_OF_ORDER value
             * @property {number} ERROR_CODE_UNSUPPORTED_VERSION=8 ERROR_CODE_UNSUPPORTED_VERSION value
             * @property {number} ERROR_CODE_HANDSHAKE_TIMEOUT=9 ERROR_CODE_HANDSHAKE_TIMEOUT value
             * @property {number} ERROR_CODE_UNAUTHENTICATED=10 ERROR_CODE_UNAUTHENTICATED value
             * @property {number} ERROR_CODE_SUSPENDED=11 ERROR_CODE_SUSPENDED value
             * @property {number} ERROR_CODE_NOT_YOURS=12 ERROR_CODE_NOT_YOURS value
             * @property {number} ERROR_CODE_WRONG_ROLE=13 ERROR_CODE_WRONG_ROLE value
             * @property {number} ERROR_CODE_NOT_PERMITTED=14 ERROR_CODE_NOT_PERMITTED value
             * @property {number} ERROR_CODE_CUSTODY_REFUSED=15 ERROR_CODE_CUSTODY_REFUSED value
             * @property {number} ERROR_CODE_THROTTLED=16 ERROR_CODE_THROTTLED value
             * @property {number} ERROR_CODE_CONFLICT=17 ERROR_CODE_CONFLICT value
             * @property {number} ERROR_CODE_TOKEN_REFUSED=18 ERROR_CODE_TOKEN_REFUSED value
             * @property {number} ERROR_CODE_STATEMENT_REFUSED=19 ERROR_CODE_STATEMENT_REFUSED value
             * @property {number} ERROR_CODE_BAD_KEY=20 ERROR_CODE_BAD_KEY value
             * @property {number} ERROR_CODE_BAD_SIGNATURE=21 ERROR_CODE_BAD_SIGNATURE value
             * @property {number} ERROR_CODE_STALE_DEVICE_LIST=22 ERROR_CODE_STALE_DEVICE_LIST value
             * @property {number} ERROR_CODE_ALREADY_ENLISTED=23 ERROR_CODE_ALREADY_ENLISTED value
             * @property {number} ERROR_CODE_TOO_MANY=24 ERROR_CODE_TOO_MANY value
             * @property {number} ERROR_CODE_ISSUER_LIST_REFUSED=25 ERROR_CODE_ISSUER_LIST_REFUSED value
             * @property {number} ERROR_CODE_NOT_FOUND=26 ERROR_CODE_NOT_FOUND value
             * @property {number} ERROR_CODE_CONFIG_INVALID=27 ERROR_CODE_CONFIG_INVALID value
             * @property {number} ERROR_CODE_REPLACED=28 ERROR_CODE_REPLACED value
             * @property {number} ERROR_CODE_SLOW_READER=29 ERROR_CODE_SLOW_READER value
             * @property {number} ERROR_CODE_ENVELOPE_TOO_LARGE=30 ERROR_CODE_ENVELOPE_TOO_LARGE value
             * @property {number} ERROR_CODE_OUT_OF_SCOPE=31 ERROR_CODE_OUT_OF_SCOPE value
             * @property {number} ERROR_CODE_IDENTITY_CHANGED=32 ERROR_CODE_IDENTITY_CHANGED value
             * @property {number} ERROR_CODE_ATTACHMENT_TOO_LARGE=33 ERROR_CODE_ATTACHMENT_TOO_LARGE value
             * @property {number} ERROR_CODE_ATTACHMENT_REFUSED=34 ERROR_CODE_ATTACHMENT_REFUSED value
             * @property {number} ERROR_CODE_TICKET_REFUSED=35 ERROR_CODE_TICKET_REFUSED value
             * @property {number} ERROR_CODE_OFFSET_CONFLICT=36 ERROR_CODE_OFFSET_CONFLICT value
             * @property {number} ERROR_CODE_ATTACHMENT_CORRUPT=37 ERROR_CODE_ATTACHMENT_CORRUPT value
             * @property {number} ERROR_CODE_HOST_REFUSED=38 ERROR_CODE_HOST_REFUSED value
             * @property {number} ERROR_CODE_REPORT_REFUSED=39 ERROR_CODE_REPORT_REFUSED value
             * @property {number} ERROR_CODE_USER_SUSPENDED=42 ERROR_CODE_USER_SUSPENDED value
             * @property {number} ERROR_CODE_APPEAL_REFUSED=43 ERROR_CODE_APPEAL_REFUSED value
             * @property {number} ERROR_CODE_AUDIT_LOG_UNFIT=44 ERROR_CODE_AUDIT_LOG_UNFIT value
             * @property {number} ERROR_CODE_ERASED_LIST_UNFIT=45 ERROR_CODE_ERASED_LIST_UNFIT value
             */
            v1.ErrorCode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ERROR_CODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ERROR_CODE_INTERNAL"] = 1;
                values[valuesById[2] = "ERROR_CODE_UNAVAILABLE"] = 2;
                values[valuesById[3] = "ERROR_CODE_MALFORMED"] = 3;
                values[valuesById[4] = "ERROR_CODE_UNDECODABLE"] = 4;
                values[valuesById[5] = "ERROR_CODE_FRAME_TOO_LARGE"] = 5;
                values[valuesById[6] = "ERROR_CODE_UNKNOWN_REQUEST"] = 6;
                values[valuesById[7] = "ERROR_CODE_OUT_OF_ORDER"] = 7;
                values[valuesById[8] = "ERROR_CODE_UNSUPPORTED_VERSION"] = 8;
                values[valuesById[9] = "ERROR_CODE_HANDSHAKE_TIMEOUT"] = 9;
                values[valuesById[10] = "ERROR_CODE_UNAUTHENTICATED"] = 10;
                values[valuesById[11] = "ERROR_CODE_SUSPENDED"] = 11;
                values[valuesById[12] = "ERROR_CODE_NOT_YOURS"] = 12;
                values[valuesById[13] = "ERROR_CODE_WRONG_ROLE"] = 13;
                values[valuesById[14] = "ERROR_CODE_NOT_PERMITTED"] = 14;
                values[valuesById[15] = "ERROR_CODE_CUSTODY_REFUSED"] = 15;
                values[valuesById[16] = "ERROR_CODE_THROTTLED"] = 16;
                values[valuesById[17] = "ERROR_CODE_CONFLICT"] = 17;
                values[valuesById[18] = "ERROR_CODE_TOKEN_REFUSED"] = 18;
                values[valuesById[19] = "ERROR_CODE_STATEMENT_REFUSED"] = 19;
                values[valuesById[20] = "ERROR_CODE_BAD_KEY"] = 20;
                values[valuesById[21] = "ERROR_CODE_BAD_SIGNATURE"] = 21;
                values[valuesById[22] = "ERROR_CODE_STALE_DEVICE_LIST"] = 22;
                values[valuesById[23] = "ERROR_CODE_ALREADY_ENLISTED"] = 23;
                values[valuesById[24] = "ERROR_CODE_TOO_MANY"] = 24;
                values[valuesById[25] = "ERROR_CODE_ISSUER_LIST_REFUSED"] = 25;
                values[valuesById[26] = "ERROR_CODE_NOT_FOUND"] = 26;
                values[valuesById[27] = "ERROR_CODE_CONFIG_INVALID"] = 27;
                values[valuesById[28] = "ERROR_CODE_REPLACED"] = 28;
                values[valuesById[29] = "ERROR_CODE_SLOW_READER"] = 29;
                values[valuesById[30] = "ERROR_CODE_ENVELOPE_TOO_LARGE"] = 30;
                values[valuesById[31] = "ERROR_CODE_OUT_OF_SCOPE"] = 31;
                values[valuesById[32] = "ERROR_CODE_IDENTITY_CHANGED"] = 32;
                values[valuesById[33] = "ERROR_CODE_ATTACHMENT_TOO_LARGE"] = 33;
                values[valuesById[34] = "ERROR_CODE_ATTACHMENT_REFUSED"] = 34;
                values[valuesById[35] = "ERROR_CODE_TICKET_REFUSED"] = 35;
                values[valuesById[36] = "ERROR_CODE_OFFSET_CONFLICT"] = 36;
                values[valuesById[37] = "ERROR_CODE_ATTACHMENT_CORRUPT"] = 37;
                values[valuesById[38] = "ERROR_CODE_HOST_REFUSED"] = 38;
                values[valuesById[39] = "ERROR_CODE_REPORT_REFUSED"] = 39;
                values[valuesById[42] = "ERROR_CODE_USER_SUSPENDED"] = 42;
                values[valuesById[43] = "ERROR_CODE_APPEAL_REFUSED"] = 43;
                values[valuesById[44] = "ERROR_CODE_AUDIT_LOG_UNFIT"] = 44;
                values[valuesById[45] = "ERROR_CODE_ERASED_LIST_UNFIT"] = 45;
                return values;
            })();

            v1.Frame = (function() {

                /**
                 * Properties of a Frame.
                 * @typedef {Object} drawbridge.gateway.v1.Frame.$Properties
                 * @property {number|null} [id] Frame id
                 * @property {drawbridge.gateway.v1.Hello.$Properties|null} [hello] Frame hello
                 * @property {drawbridge.gateway.v1.Auth.$Properties|null} [auth] Frame auth
                 * @property {drawbridge.gateway.v1.Ready.$Properties|null} [ready] Frame ready
                 * @property {drawbridge.gateway.v1.Resume.$Properties|null} [resume] Frame resume
                 * @property {drawbridge.gateway.v1.Resumed.$Properties|null} [resumed] Frame resumed
                 * @property {drawbridge.gateway.v1.GoAway.$Properties|null} [goAway] Frame goAway
                 * @property {drawbridge.gateway.v1.LimitsChanged.$Properties|null} [limitsChanged] Frame limitsChanged
                 * @property {drawbridge.gateway.v1.Deprecation.$Properties|null} [deprecation] Frame deprecation
                 * @property {drawbridge.gateway.v1.Error.$Properties|null} [error] Frame error
                 * @property {drawbridge.gateway.v1.Done.$Properties|null} [done] Frame done
                 * @property {drawbridge.gateway.v1.Enlist.$Properties|null} [enlist] Frame enlist
                 * @property {drawbridge.gateway.v1.Enlisted.$Properties|null} [enlisted] Frame enlisted
                 * @property {drawbridge.gateway.v1.UpdateDevices.$Properties|null} [updateDevices] Frame updateDevices
                 * @property {drawbridge.gateway.v1.ChangeIdentity.$Properties|null} [changeIdentity] Frame changeIdentity
                 * @property {drawbridge.gateway.v1.Unenlist.$Properties|null} [unenlist] Frame unenlist
                 * @property {drawbridge.gateway.v1.Erased.$Properties|null} [erased] Frame erased
                 * @property {drawbridge.gateway.v1.PutIssuerList.$Properties|null} [putIssuerList] Frame putIssuerList
                 * @property {drawbridge.gateway.v1.GetIssuerList.$Properties|null} [getIssuerList] Frame getIssuerList
                 * @property {drawbridge.gateway.v1.IssuerList.$Properties|null} [issuerList] Frame issuerList
                 * @property {drawbridge.gateway.v1.PutPrekeys.$Properties|null} [putPrekeys] Frame putPrekeys
                 * @property {drawbridge.gateway.v1.CountPrekeys.$Properties|null} [countPrekeys] Frame countPrekeys
                 * @property {drawbridge.gateway.v1.PrekeyStock.$Properties|null} [prekeyStock] Frame prekeyStock
                 * @property {drawbridge.gateway.v1.GetBundles.$Properties|null} [getBundles] Frame getBundles
                 * @property {drawbridge.gateway.v1.Bundles.$Properties|null} [bundles] Frame bundles
                 * @property {drawbridge.gateway.v1.RequestContact.$Properties|null} [requestContact] Frame requestContact
                 * @property {drawbridge.gateway.v1.Recorded.$Properties|null} [recorded] Frame recorded
                 * @property {drawbridge.gateway.v1.DecideContact.$Properties|null} [decideContact] Frame decideContact
                 * @property {drawbridge.gateway.v1.WithdrawConsent.$Properties|null} [withdrawConsent] Frame withdrawConsent
                 * @property {drawbridge.gateway.v1.ReissueToken.$Properties|null} [reissueToken] Frame reissueToken
                 * @property {drawbridge.gateway.v1.Contact.$Properties|null} [contact] Frame contact
                 * @property {drawbridge.gateway.v1.CreateInvite.$Properties|null} [createInvite] Frame createInvite
                 * @property {drawbridge.gateway.v1.InviteCreated.$Properties|null} [inviteCreated] Frame inviteCreated
                 * @property {drawbridge.gateway.v1.RevokeInvite.$Properties|null} [revokeInvite] Frame revokeInvite
                 * @property {drawbridge.gateway.v1.SetParticipation.$Properties|null} [setParticipation] Frame setParticipation
                 * @property {drawbridge.gateway.v1.SetProviderChoice.$Properties|null} [setProviderChoice] Frame setProviderChoice
                 * @property {drawbridge.gateway.v1.ListEnforcement.$Properties|null} [listEnforcement] Frame listEnforcement
                 * @property {drawbridge.gateway.v1.EnforcementList.$Properties|null} [enforcementList] Frame enforcementList
                 * @property {drawbridge.gateway.v1.Appeal.$Properties|null} [appeal] Frame appeal
                 * @property {drawbridge.gateway.v1.EnforcementChanged.$Properties|null} [enforcementChanged] Frame enforcementChanged
                 * @property {drawbridge.gateway.v1.Submit.$Properties|null} [submit] Frame submit
                 * @property {drawbridge.gateway.v1.Accepted.$Properties|null} [accepted] Frame accepted
                 * @property {drawbridge.gateway.v1.DeviceMismatch.$Properties|null} [deviceMismatch] Frame deviceMismatch
                 * @property {drawbridge.gateway.v1.Throttled.$Properties|null} [throttled] Frame throttled
                 * @property {drawbridge.gateway.v1.Deliver.$Properties|null} [deliver] Frame deliver
                 * @property {drawbridge.gateway.v1.Ack.$Properties|null} [ack] Frame ack
                 * @property {drawbridge.gateway.v1.Nack.$Properties|null} [nack] Frame nack
                 * @property {drawbridge.gateway.v1.QueueEmpty.$Properties|null} [queueEmpty] Frame queueEmpty
                 * @property {drawbridge.gateway.v1.Event.$Properties|null} [event] Frame event
                 * @property {drawbridge.gateway.v1.Trace.$Properties|null} [trace] Frame trace
                 * @property {drawbridge.gateway.v1.Traced.$Properties|null} [traced] Frame traced
                 * @property {drawbridge.gateway.v1.CreateUpload.$Properties|null} [createUpload] Frame createUpload
                 * @property {drawbridge.gateway.v1.OfferHosted.$Properties|null} [offerHosted] Frame offerHosted
                 * @property {drawbridge.gateway.v1.GetAttachment.$Properties|null} [getAttachment] Frame getAttachment
                 * @property {drawbridge.gateway.v1.AttachmentTicket.$Properties|null} [attachmentTicket] Frame attachmentTicket
                 * @property {drawbridge.gateway.v1.AttachmentStatus.$Properties|null} [attachmentStatus] Frame attachmentStatus
                 * @property {drawbridge.gateway.v1.AttachmentDone.$Properties|null} [attachmentDone] Frame attachmentDone
                 * @property {drawbridge.gateway.v1.Report.$Properties|null} [report] Frame report
                 * @property {drawbridge.gateway.v1.Reported.$Properties|null} [reported] Frame reported
                 * @property {"hello"|"auth"|"ready"|"resume"|"resumed"|"goAway"|"limitsChanged"|"deprecation"|"error"|"done"|"enlist"|"enlisted"|"updateDevices"|"changeIdentity"|"unenlist"|"erased"|"putIssuerList"|"getIssuerList"|"issuerList"|"putPrekeys"|"countPrekeys"|"prekeyStock"|"getBundles"|"bundles"|"requestContact"|"recorded"|"decideContact"|"withdrawConsent"|"reissueToken"|"contact"|"createInvite"|"inviteCreated"|"revokeInvite"|"setParticipation"|"setProviderChoice"|"listEnforcement"|"enforcementList"|"appeal"|"enforcementChanged"|"submit"|"accepted"|"deviceMismatch"|"throttled"|"deliver"|"ack"|"nack"|"queueEmpty"|"event"|"trace"|"traced"|"createUpload"|"offerHosted"|"getAttachment"|"attachmentTicket"|"attachmentStatus"|"attachmentDone"|"report"|"reported"} [body] Frame body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Frame.
                 * @memberof drawbridge.gateway.v1
                 * @interface IFrame
                 * @augments drawbridge.gateway.v1.Frame.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Frame.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Frame.
                 * @typedef {{
                 *   id?: number|null;
                 *   hello?: drawbridge.gateway.v1.Hello.$Shape|null;
                 *   auth?: drawbridge.gateway.v1.Auth.$Shape|null;
                 *   ready?: drawbridge.gateway.v1.Ready.$Shape|null;
                 *   resume?: drawbridge.gateway.v1.Resume.$Shape|null;
                 *   resumed?: drawbridge.gateway.v1.Resumed.$Shape|null;
                 *   goAway?: drawbridge.gateway.v1.GoAway.$Shape|null;
                 *   limitsChanged?: drawbridge.gateway.v1.LimitsChanged.$Shape|null;
                 *   deprecation?: drawbridge.gateway.v1.Deprecation.$Shape|null;
                 *   error?: drawbridge.gateway.v1.Error.$Shape|null;
                 *   done?: drawbridge.gateway.v1.Done.$Shape|null;
                 *   enlist?: drawbridge.gateway.v1.Enlist.$Shape|null;
                 *   enlisted?: drawbridge.gateway.v1.Enlisted.$Shape|null;
                 *   updateDevices?: drawbridge.gateway.v1.UpdateDevices.$Shape|null;
                 *   changeIdentity?: drawbridge.gateway.v1.ChangeIdentity.$Shape|null;
                 *   unenlist?: drawbridge.gateway.v1.Unenlist.$Shape|null;
                 *   erased?: drawbridge.gateway.v1.Erased.$Shape|null;
                 *   putIssuerList?: drawbridge.gateway.v1.PutIssuerList.$Shape|null;
                 *   getIssuerList?: drawbridge.gateway.v1.GetIssuerList.$Shape|null;
                 *   issuerList?: drawbridge.gateway.v1.IssuerList.$Shape|null;
                 *   putPrekeys?: drawbridge.gateway.v1.PutPrekeys.$Shape|null;
                 *   countPrekeys?: drawbridge.gateway.v1.CountPrekeys.$Shape|null;
                 *   prekeyStock?: drawbridge.gateway.v1.PrekeyStock.$Shape|null;
                 *   getBundles?: drawbridge.gateway.v1.GetBundles.$Shape|null;
                 *   bundles?: drawbridge.gateway.v1.Bundles.$Shape|null;
                 *   requestContact?: drawbridge.gateway.v1.RequestContact.$Shape|null;
                 *   recorded?: drawbridge.gateway.v1.Recorded.$Shape|null;
                 *   decideContact?: drawbridge.gateway.v1.DecideContact.$Shape|null;
                 *   withdrawConsent?: drawbridge.gateway.v1.WithdrawConsent.$Shape|null;
                 *   reissueToken?: drawbridge.gateway.v1.ReissueToken.$Shape|null;
                 *   contact?: drawbridge.gateway.v1.Contact.$Shape|null;
                 *   createInvite?: drawbridge.gateway.v1.CreateInvite.$Shape|null;
                 *   inviteCreated?: drawbridge.gateway.v1.InviteCreated.$Shape|null;
                 *   revokeInvite?: drawbridge.gateway.v1.RevokeInvite.$Shape|null;
                 *   setParticipation?: drawbridge.gateway.v1.SetParticipation.$Shape|null;
                 *   setProviderChoice?: drawbridge.gateway.v1.SetProviderChoice.$Shape|null;
                 *   listEnforcement?: drawbridge.gateway.v1.ListEnforcement.$Shape|null;
                 *   enforcementList?: drawbridge.gateway.v1.EnforcementList.$Shape|null;
                 *   appeal?: drawbridge.gateway.v1.Appeal.$Shape|null;
                 *   enforcementChanged?: drawbridge.gateway.v1.EnforcementChanged.$Shape|null;
                 *   submit?: drawbridge.gateway.v1.Submit.$Shape|null;
                 *   accepted?: drawbridge.gateway.v1.Accepted.$Shape|null;
                 *   deviceMismatch?: drawbridge.gateway.v1.DeviceMismatch.$Shape|null;
                 *   throttled?: drawbridge.gateway.v1.Throttled.$Shape|null;
                 *   deliver?: drawbridge.gateway.v1.Deliver.$Shape|null;
                 *   ack?: drawbridge.gateway.v1.Ack.$Shape|null;
                 *   nack?: drawbridge.gateway.v1.Nack.$Shape|null;
                 *   queueEmpty?: drawbridge.gateway.v1.QueueEmpty.$Shape|null;
                 *   event?: drawbridge.gateway.v1.Event.$Shape|null;
                 *   trace?: drawbridge.gateway.v1.Trace.$Shape|null;
                 *   traced?: drawbridge.gateway.v1.Traced.$Shape|null;
                 *   createUpload?: drawbridge.gateway.v1.CreateUpload.$Shape|null;
                 *   offerHosted?: drawbridge.gateway.v1.OfferHosted.$Shape|null;
                 *   getAttachment?: drawbridge.gateway.v1.GetAttachment.$Shape|null;
                 *   attachmentTicket?: drawbridge.gateway.v1.AttachmentTicket.$Shape|null;
                 *   attachmentStatus?: drawbridge.gateway.v1.AttachmentStatus.$Shape|null;
                 *   attachmentDone?: drawbridge.gateway.v1.AttachmentDone.$Shape|null;
                 *   report?: drawbridge.gateway.v1.Report.$Shape|null;
                 *   reported?: drawbridge.gateway.v1.Reported.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "hello"; hello: drawbridge.gateway.v1.Hello.$Shape; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "auth"; hello?: null; auth: drawbridge.gateway.v1.Auth.$Shape; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "ready"; hello?: null; auth?: null; ready: drawbridge.gateway.v1.Ready.$Shape; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "resume"; hello?: null; auth?: null; ready?: null; resume: drawbridge.gateway.v1.Resume.$Shape; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "resumed"; hello?: null; auth?: null; ready?: null; resume?: null; resumed: drawbridge.gateway.v1.Resumed.$Shape; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "goAway"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway: drawbridge.gateway.v1.GoAway.$Shape; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "limitsChanged"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged: drawbridge.gateway.v1.LimitsChanged.$Shape; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "deprecation"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation: drawbridge.gateway.v1.Deprecation.$Shape; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "error"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error: drawbridge.gateway.v1.Error.$Shape; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "done"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done: drawbridge.gateway.v1.Done.$Shape; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "enlist"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist: drawbridge.gateway.v1.Enlist.$Shape; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "enlisted"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted: drawbridge.gateway.v1.Enlisted.$Shape; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "updateDevices"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices: drawbridge.gateway.v1.UpdateDevices.$Shape; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "changeIdentity"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity: drawbridge.gateway.v1.ChangeIdentity.$Shape; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "unenlist"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist: drawbridge.gateway.v1.Unenlist.$Shape; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "erased"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased: drawbridge.gateway.v1.Erased.$Shape; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "putIssuerList"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList: drawbridge.gateway.v1.PutIssuerList.$Shape; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "getIssuerList"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList: drawbridge.gateway.v1.GetIssuerList.$Shape; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "issuerList"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList: drawbridge.gateway.v1.IssuerList.$Shape; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "putPrekeys"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys: drawbridge.gateway.v1.PutPrekeys.$Shape; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "countPrekeys"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys: drawbridge.gateway.v1.CountPrekeys.$Shape; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "prekeyStock"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock: drawbridge.gateway.v1.PrekeyStock.$Shape; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "getBundles"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles: drawbridge.gateway.v1.GetBundles.$Shape; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "bundles"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles: drawbridge.gateway.v1.Bundles.$Shape; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "requestContact"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact: drawbridge.gateway.v1.RequestContact.$Shape; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "recorded"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded: drawbridge.gateway.v1.Recorded.$Shape; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "decideContact"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact: drawbridge.gateway.v1.DecideContact.$Shape; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "withdrawConsent"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent: drawbridge.gateway.v1.WithdrawConsent.$Shape; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "reissueToken"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken: drawbridge.gateway.v1.ReissueToken.$Shape; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "contact"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact: drawbridge.gateway.v1.Contact.$Shape; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "createInvite"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite: drawbridge.gateway.v1.CreateInvite.$Shape; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "inviteCreated"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated: drawbridge.gateway.v1.InviteCreated.$Shape; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "revokeInvite"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite: drawbridge.gateway.v1.RevokeInvite.$Shape; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "setParticipation"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation: drawbridge.gateway.v1.SetParticipation.$Shape; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "setProviderChoice"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice: drawbridge.gateway.v1.SetProviderChoice.$Shape; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "listEnforcement"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement: drawbridge.gateway.v1.ListEnforcement.$Shape; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "enforcementList"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList: drawbridge.gateway.v1.EnforcementList.$Shape; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "appeal"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal: drawbridge.gateway.v1.Appeal.$Shape; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "enforcementChanged"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged: drawbridge.gateway.v1.EnforcementChanged.$Shape; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "submit"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit: drawbridge.gateway.v1.Submit.$Shape; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "accepted"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted: drawbridge.gateway.v1.Accepted.$Shape; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "deviceMismatch"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch: drawbridge.gateway.v1.DeviceMismatch.$Shape; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "throttled"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled: drawbridge.gateway.v1.Throttled.$Shape; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "deliver"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver: drawbridge.gateway.v1.Deliver.$Shape; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "ack"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack: drawbridge.gateway.v1.Ack.$Shape; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "nack"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack: drawbridge.gateway.v1.Nack.$Shape; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "queueEmpty"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty: drawbridge.gateway.v1.QueueEmpty.$Shape; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "event"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event: drawbridge.gateway.v1.Event.$Shape; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "trace"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace: drawbridge.gateway.v1.Trace.$Shape; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "traced"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced: drawbridge.gateway.v1.Traced.$Shape; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "createUpload"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload: drawbridge.gateway.v1.CreateUpload.$Shape; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "offerHosted"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted: drawbridge.gateway.v1.OfferHosted.$Shape; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "getAttachment"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment: drawbridge.gateway.v1.GetAttachment.$Shape; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "attachmentTicket"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket: drawbridge.gateway.v1.AttachmentTicket.$Shape; attachmentStatus?: null; attachmentDone?: null; report?: null; reported?: null }|{ body?: "attachmentStatus"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus: drawbridge.gateway.v1.AttachmentStatus.$Shape; attachmentDone?: null; report?: null; reported?: null }|{ body?: "attachmentDone"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone: drawbridge.gateway.v1.AttachmentDone.$Shape; report?: null; reported?: null }|{ body?: "report"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report: drawbridge.gateway.v1.Report.$Shape; reported?: null }|{ body?: "reported"; hello?: null; auth?: null; ready?: null; resume?: null; resumed?: null; goAway?: null; limitsChanged?: null; deprecation?: null; error?: null; done?: null; enlist?: null; enlisted?: null; updateDevices?: null; changeIdentity?: null; unenlist?: null; erased?: null; putIssuerList?: null; getIssuerList?: null; issuerList?: null; putPrekeys?: null; countPrekeys?: null; prekeyStock?: null; getBundles?: null; bundles?: null; requestContact?: null; recorded?: null; decideContact?: null; withdrawConsent?: null; reissueToken?: null; contact?: null; createInvite?: null; inviteCreated?: null; revokeInvite?: null; setParticipation?: null; setProviderChoice?: null; listEnforcement?: null; enforcementList?: null; appeal?: null; enforcementChanged?: null; submit?: null; accepted?: null; deviceMismatch?: null; throttled?: null; deliver?: null; ack?: null; nack?: null; queueEmpty?: null; event?: null; trace?: null; traced?: null; createUpload?: null; offerHosted?: null; getAttachment?: null; attachmentTicket?: null; attachmentStatus?: null; attachmentDone?: null; report?: null; reported: drawbridge.gateway.v1.Reported.$Shape })
                 * )} drawbridge.gateway.v1.Frame.$Shape
                 */

                /**
                 * Constructs a new Frame.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Frame.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Frame.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Frame = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Frame id.
                 * @member {number} id
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.id = 0;

                /**
                 * Frame hello.
                 * @member {drawbridge.gateway.v1.Hello.$Properties|null|undefined} hello
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.hello = null;

                /**
                 * Frame auth.
                 * @member {drawbridge.gateway.v1.Auth.$Properties|null|undefined} auth
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.auth = null;

                /**
                 * Frame ready.
                 * @member {drawbridge.gateway.v1.Ready.$Properties|null|undefined} ready
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.ready = null;

                /**
                 * Frame resume.
                 * @member {drawbridge.gateway.v1.Resume.$Properties|null|undefined} resume
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.resume = null;

                /**
                 * Frame resumed.
                 * @member {drawbridge.gateway.v1.Resumed.$Properties|null|undefined} resumed
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.resumed = null;

                /**
                 * Frame goAway.
                 * @member {drawbridge.gateway.v1.GoAway.$Properties|null|undefined} goAway
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.goAway = null;

                /**
                 * Frame limitsChanged.
                 * @member {drawbridge.gateway.v1.LimitsChanged.$Properties|null|undefined} limitsChanged
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.limitsChanged = null;

                /**
                 * Frame deprecation.
                 * @member {drawbridge.gateway.v1.Deprecation.$Properties|null|undefined} deprecation
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.deprecation = null;

                /**
                 * Frame error.
                 * @member {drawbridge.gateway.v1.Error.$Properties|null|undefined} error
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.error = null;

                /**
                 * Frame done.
                 * @member {drawbridge.gateway.v1.Done.$Properties|null|undefined} done
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.done = null;

                /**
                 * Frame enlist.
                 * @member {drawbridge.gateway.v1.Enlist.$Properties|null|undefined} enlist
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.enlist = null;

                /**
                 * Frame enlisted.
                 * @member {drawbridge.gateway.v1.Enlisted.$Properties|null|undefined} enlisted
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.enlisted = null;

                /**
                 * Frame updateDevices.
                 * @member {drawbridge.gateway.v1.UpdateDevices.$Properties|null|undefined} updateDevices
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.updateDevices = null;

                /**
                 * Frame changeIdentity.
                 * @member {drawbridge.gateway.v1.ChangeIdentity.$Properties|null|undefined} changeIdentity
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.changeIdentity = null;

                /**
                 * Frame unenlist.
                 * @member {drawbridge.gateway.v1.Unenlist.$Properties|null|undefined} unenlist
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.unenlist = null;

                /**
                 * Frame erased.
                 * @member {drawbridge.gateway.v1.Erased.$Properties|null|undefined} erased
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.erased = null;

                /**
                 * Frame putIssuerList.
                 * @member {drawbridge.gateway.v1.PutIssuerList.$Properties|null|undefined} putIssuerList
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.putIssuerList = null;

                /**
                 * Frame getIssuerList.
                 * @member {drawbridge.gateway.v1.GetIssuerList.$Properties|null|undefined} getIssuerList
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.getIssuerList = null;

                /**
                 * Frame issuerList.
                 * @member {drawbridge.gateway.v1.IssuerList.$Properties|null|undefined} issuerList
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.issuerList = null;

                /**
                 * Frame putPrekeys.
                 * @member {drawbridge.gateway.v1.PutPrekeys.$Properties|null|undefined} putPrekeys
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.putPrekeys = null;

                /**
                 * Frame countPrekeys.
                 * @member {drawbridge.gateway.v1.CountPrekeys.$Properties|null|undefined} countPrekeys
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.countPrekeys = null;

                /**
                 * Frame prekeyStock.
                 * @member {drawbridge.gateway.v1.PrekeyStock.$Properties|null|undefined} prekeyStock
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.prekeyStock = null;

                /**
                 * Frame getBundles.
                 * @member {drawbridge.gateway.v1.GetBundles.$Properties|null|undefined} getBundles
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.getBundles = null;

                /**
                 * Frame bundles.
                 * @member {drawbridge.gateway.v1.Bundles.$Properties|null|undefined} bundles
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.bundles = null;

                /**
                 * Frame requestContact.
                 * @member {drawbridge.gateway.v1.RequestContact.$Properties|null|undefined} requestContact
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.requestContact = null;

                /**
                 * Frame recorded.
                 * @member {drawbridge.gateway.v1.Recorded.$Properties|null|undefined} recorded
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.recorded = null;

                /**
                 * Frame decideContact.
                 * @member {drawbridge.gateway.v1.DecideContact.$Properties|null|undefined} decideContact
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.decideContact = null;

                /**
                 * Frame withdrawConsent.
                 * @member {drawbridge.gateway.v1.WithdrawConsent.$Properties|null|undefined} withdrawConsent
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.withdrawConsent = null;

                /**
                 * Frame reissueToken.
                 * @member {drawbridge.gateway.v1.ReissueToken.$Properties|null|undefined} reissueToken
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.reissueToken = null;

                /**
                 * Frame contact.
                 * @member {drawbridge.gateway.v1.Contact.$Properties|null|undefined} contact
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.contact = null;

                /**
                 * Frame createInvite.
                 * @member {drawbridge.gateway.v1.CreateInvite.$Properties|null|undefined} createInvite
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.createInvite = null;

                /**
                 * Frame inviteCreated.
                 * @member {drawbridge.gateway.v1.InviteCreated.$Properties|null|undefined} inviteCreated
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.inviteCreated = null;

                /**
                 * Frame revokeInvite.
                 * @member {drawbridge.gateway.v1.RevokeInvite.$Properties|null|undefined} revokeInvite
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.revokeInvite = null;

                /**
                 * Frame setParticipation.
                 * @member {drawbridge.gateway.v1.SetParticipation.$Properties|null|undefined} setParticipation
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.setParticipation = null;

                /**
                 * Frame setProviderChoice.
                 * @member {drawbridge.gateway.v1.SetProviderChoice.$Properties|null|undefined} setProviderChoice
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.setProviderChoice = null;

                /**
                 * Frame listEnforcement.
                 * @member {drawbridge.gateway.v1.ListEnforcement.$Properties|null|undefined} listEnforcement
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.listEnforcement = null;

                /**
                 * Frame enforcementList.
                 * @member {drawbridge.gateway.v1.EnforcementList.$Properties|null|undefined} enforcementList
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.enforcementList = null;

                /**
                 * Frame appeal.
                 * @member {drawbridge.gateway.v1.Appeal.$Properties|null|undefined} appeal
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.appeal = null;

                /**
                 * Frame enforcementChanged.
                 * @member {drawbridge.gateway.v1.EnforcementChanged.$Properties|null|undefined} enforcementChanged
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.enforcementChanged = null;

                /**
                 * Frame submit.
                 * @member {drawbridge.gateway.v1.Submit.$Properties|null|undefined} submit
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.submit = null;

                /**
                 * Frame accepted.
                 * @member {drawbridge.gateway.v1.Accepted.$Properties|null|undefined} accepted
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.accepted = null;

                /**
                 * Frame deviceMismatch.
                 * @member {drawbridge.gateway.v1.DeviceMismatch.$Properties|null|undefined} deviceMismatch
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.deviceMismatch = null;

                /**
                 * Frame throttled.
                 * @member {drawbridge.gateway.v1.Throttled.$Properties|null|undefined} throttled
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.throttled = null;

                /**
                 * Frame deliver.
                 * @member {drawbridge.gateway.v1.Deliver.$Properties|null|undefined} deliver
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.deliver = null;

                /**
                 * Frame ack.
                 * @member {drawbridge.gateway.v1.Ack.$Properties|null|undefined} ack
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.ack = null;

                /**
                 * Frame nack.
                 * @member {drawbridge.gateway.v1.Nack.$Properties|null|undefined} nack
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.nack = null;

                /**
                 * Frame queueEmpty.
                 * @member {drawbridge.gateway.v1.QueueEmpty.$Properties|null|undefined} queueEmpty
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.queueEmpty = null;

                /**
                 * Frame event.
                 * @member {drawbridge.gateway.v1.Event.$Properties|null|undefined} event
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.event = null;

                /**
                 * Frame trace.
                 * @member {drawbridge.gateway.v1.Trace.$Properties|null|undefined} trace
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.trace = null;

                /**
                 * Frame traced.
                 * @member {drawbridge.gateway.v1.Traced.$Properties|null|undefined} traced
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.traced = null;

                /**
                 * Frame createUpload.
                 * @member {drawbridge.gateway.v1.CreateUpload.$Properties|null|undefined} createUpload
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.createUpload = null;

                /**
                 * Frame offerHosted.
                 * @member {drawbridge.gateway.v1.OfferHosted.$Properties|null|undefined} offerHosted
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.offerHosted = null;

                /**
                 * Frame getAttachment.
                 * @member {drawbridge.gateway.v1.GetAttachment.$Properties|null|undefined} getAttachment
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.getAttachment = null;

                /**
                 * Frame attachmentTicket.
                 * @member {drawbridge.gateway.v1.AttachmentTicket.$Properties|null|undefined} attachmentTicket
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.attachmentTicket = null;

                /**
                 * Frame attachmentStatus.
                 * @member {drawbridge.gateway.v1.AttachmentStatus.$Properties|null|undefined} attachmentStatus
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.attachmentStatus = null;

                /**
                 * Frame attachmentDone.
                 * @member {drawbridge.gateway.v1.AttachmentDone.$Properties|null|undefined} attachmentDone
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.attachmentDone = null;

                /**
                 * Frame report.
                 * @member {drawbridge.gateway.v1.Report.$Properties|null|undefined} report
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.report = null;

                /**
                 * Frame reported.
                 * @member {drawbridge.gateway.v1.Reported.$Properties|null|undefined} reported
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                Frame.prototype.reported = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Frame body.
                 * @member {"hello"|"auth"|"ready"|"resume"|"resumed"|"goAway"|"limitsChanged"|"deprecation"|"error"|"done"|"enlist"|"enlisted"|"updateDevices"|"changeIdentity"|"unenlist"|"erased"|"putIssuerList"|"getIssuerList"|"issuerList"|"putPrekeys"|"countPrekeys"|"prekeyStock"|"getBundles"|"bundles"|"requestContact"|"recorded"|"decideContact"|"withdrawConsent"|"reissueToken"|"contact"|"createInvite"|"inviteCreated"|"revokeInvite"|"setParticipation"|"setProviderChoice"|"listEnforcement"|"enforcementList"|"appeal"|"enforcementChanged"|"submit"|"accepted"|"deviceMismatch"|"throttled"|"deliver"|"ack"|"nack"|"queueEmpty"|"event"|"trace"|"traced"|"createUpload"|"offerHosted"|"getAttachment"|"attachmentTicket"|"attachmentStatus"|"attachmentDone"|"report"|"reported"|undefined} body
                 * @memberof drawbridge.gateway.v1.Frame
                 * @instance
                 */
                $Object.defineProperty(Frame.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["hello", "auth", "ready", "resume", "resumed", "goAway", "limitsChanged", "deprecation", "error", "done", "enlist", "enlisted", "updateDevices", "changeIdentity", "unenlist", "erased", "putIssuerList", "getIssuerList", "issuerList", "putPrekeys", "countPrekeys", "prekeyStock", "getBundles", "bundles", "requestContact", "recorded", "decideContact", "withdrawConsent", "reissueToken", "contact", "createInvite", "inviteCreated", "revokeInvite", "setParticipation", "setProviderChoice", "listEnforcement", "enforcementList", "appeal", "enforcementChanged", "submit", "accepted", "deviceMismatch", "throttled", "deliver", "ack", "nack", "queueEmpty", "event", "trace", "traced", "createUpload", "offerHosted", "getAttachment", "attachmentTicket", "attachmentStatus", "attachmentDone", "report", "reported"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Frame message. Does not implicitly {@link drawbridge.gateway.v1.Frame.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Frame
                 * @static
                 * @param {drawbridge.gateway.v1.Frame.$Properties} message Frame message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Frame.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                    if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                        $root.drawbridge.gateway.v1.Hello.encode(message.hello, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.auth != null && $Object.hasOwnProperty.call(message, "auth"))
                        $root.drawbridge.gateway.v1.Auth.encode(message.auth, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.ready != null && $Object.hasOwnProperty.call(message, "ready"))
                        $root.drawbridge.gateway.v1.Ready.encode(message.ready, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                    if (message.resume != null && $Object.hasOwnProperty.call(message, "resume"))
                        $root.drawbridge.gateway.v1.Resume.encode(message.resume, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                    if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed"))
                        $root.drawbridge.gateway.v1.Resumed.encode(message.resumed, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                    if (message.goAway != null && $Object.hasOwnProperty.call(message, "goAway"))
                        $root.drawbridge.gateway.v1.GoAway.encode(message.goAway, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.limitsChanged != null && $Object.hasOwnProperty.call(message, "limitsChanged"))
                        $root.drawbridge.gateway.v1.LimitsChanged.encode(message.limitsChanged, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                    if (message.deprecation != null && $Object.hasOwnProperty.call(message, "deprecation"))
                        $root.drawbridge.gateway.v1.Deprecation.encode(message.deprecation, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                        $root.drawbridge.gateway.v1.Error.encode(message.error, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                    if (message.done != null && $Object.hasOwnProperty.call(message, "done"))
                        $root.drawbridge.gateway.v1.Done.encode(message.done, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                    if (message.enlist != null && $Object.hasOwnProperty.call(message, "enlist"))
                        $root.drawbridge.gateway.v1.Enlist.encode(message.enlist, writer.uint32(/* id 30, wireType 2 =*/242).fork(), _depth + 1).ldelim();
                    if (message.enlisted != null && $Object.hasOwnProperty.call(message, "enlisted"))
                        $root.drawbridge.gateway.v1.Enlisted.encode(message.enlisted, writer.uint32(/* id 31, wireType 2 =*/250).fork(), _depth + 1).ldelim();
                    if (message.updateDevices != null && $Object.hasOwnProperty.call(message, "updateDevices"))
                        $root.drawbridge.gateway.v1.UpdateDevices.encode(message.updateDevices, writer.uint32(/* id 32, wireType 2 =*/258).fork(), _depth + 1).ldelim();
                    if (message.changeIdentity != null && $Object.hasOwnProperty.call(message, "changeIdentity"))
                        $root.drawbridge.gateway.v1.ChangeIdentity.encode(message.changeIdentity, writer.uint32(/* id 33, wireType 2 =*/266).fork(), _depth + 1).ldelim();
                    if (message.unenlist != null && $Object.hasOwnProperty.call(message, "unenlist"))
                        $root.drawbridge.gateway.v1.Unenlist.encode(message.unenlist, writer.uint32(/* id 34, wireType 2 =*/274).fork(), _depth + 1).ldelim();
                    if (message.erased != null && $Object.hasOwnProperty.call(message, "erased"))
                        $root.drawbridge.gateway.v1.Erased.encode(message.erased, writer.uint32(/* id 35, wireType 2 =*/282).fork(), _depth + 1).ldelim();
                    if (message.putIssuerList != null && $Object.hasOwnProperty.call(message, "putIssuerList"))
                        $root.drawbridge.gateway.v1.PutIssuerList.encode(message.putIssuerList, writer.uint32(/* id 36, wireType 2 =*/290).fork(), _depth + 1).ldelim();
                    if (message.getIssuerList != null && $Object.hasOwnProperty.call(message, "getIssuerList"))
                        $root.drawbridge.gateway.v1.GetIssuerList.encode(message.getIssuerList, writer.uint32(/* id 37, wireType 2 =*/298).fork(), _depth + 1).ldelim();
                    if (message.issuerList != null && $Object.hasOwnProperty.call(message, "issuerList"))
                        $root.drawbridge.gateway.v1.IssuerList.encode(message.issuerList, writer.uint32(/* id 38, wireType 2 =*/306).fork(), _depth + 1).ldelim();
                    if (message.putPrekeys != null && $Object.hasOwnProperty.call(message, "putPrekeys"))
                        $root.drawbridge.gateway.v1.PutPrekeys.encode(message.putPrekeys, writer.uint32(/* id 40, wireType 2 =*/322).fork(), _depth + 1).ldelim();
                    if (message.countPrekeys != null && $Object.hasOwnProperty.call(message, "countPrekeys"))
                        $root.drawbridge.gateway.v1.CountPrekeys.encode(message.countPrekeys, writer.uint32(/* id 41, wireType 2 =*/330).fork(), _depth + 1).ldelim();
                    if (message.prekeyStock != null && $Object.hasOwnProperty.call(message, "prekeyStock"))
                        $root.drawbridge.gateway.v1.PrekeyStock.encode(message.prekeyStock, writer.uint32(/* id 42, wireType 2 =*/338).fork(), _depth + 1).ldelim();
                    if (message.getBundles != null && $Object.hasOwnProperty.call(message, "getBundles"))
                        $root.drawbridge.gateway.v1.GetBundles.encode(message.getBundles, writer.uint32(/* id 43, wireType 2 =*/346).fork(), _depth + 1).ldelim();
                    if (message.bundles != null && $Object.hasOwnProperty.call(message, "bundles"))
                        $root.drawbridge.gateway.v1.Bundles.encode(message.bundles, writer.uint32(/* id 44, wireType 2 =*/354).fork(), _depth + 1).ldelim();
                    if (message.requestContact != null && $Object.hasOwnProperty.call(message, "requestContact"))
                        $root.drawbridge.gateway.v1.RequestContact.encode(message.requestContact, writer.uint32(/* id 50, wireType 2 =*/402).fork(), _depth + 1).ldelim();
                    if (message.recorded != null && $Object.hasOwnProperty.call(message, "recorded"))
                        $root.drawbridge.gateway.v1.Recorded.encode(message.recorded, writer.uint32(/* id 51, wireType 2 =*/410).fork(), _depth + 1).ldelim();
                    if (message.decideContact != null && $Object.hasOwnProperty.call(message, "decideContact"))
                        $root.drawbridge.gateway.v1.DecideContact.encode(message.decideContact, writer.uint32(/* id 52, wireType 2 =*/418).fork(), _depth + 1).ldelim();
                    if (message.withdrawConsent != null && $Object.hasOwnProperty.call(message, "withdrawConsent"))
                        $root.drawbridge.gateway.v1.WithdrawConsent.encode(message.withdrawConsent, writer.uint32(/* id 53, wireType 2 =*/426).fork(), _depth + 1).ldelim();
                    if (message.reissueToken != null && $Object.hasOwnProperty.call(message, "reissueToken"))
                        $root.drawbridge.gateway.v1.ReissueToken.encode(message.reissueToken, writer.uint32(/* id 54, wireType 2 =*/434).fork(), _depth + 1).ldelim();
                    if (message.contact != null && $Object.hasOwnProperty.call(message, "contact"))
                        $root.drawbridge.gateway.v1.Contact.encode(message.contact, writer.uint32(/* id 55, wireType 2 =*/442).fork(), _depth + 1).ldelim();
                    if (message.createInvite != null && $Object.hasOwnProperty.call(message, "createInvite"))
                        $root.drawbridge.gateway.v1.CreateInvite.encode(message.createInvite, writer.uint32(/* id 56, wireType 2 =*/450).fork(), _depth + 1).ldelim();
                    if (message.inviteCreated != null && $Object.hasOwnProperty.call(message, "inviteCreated"))
                        $root.drawbridge.gateway.v1.InviteCreated.encode(message.inviteCreated, writer.uint32(/* id 57, wireType 2 =*/458).fork(), _depth + 1).ldelim();
                    if (message.revokeInvite != null && $Object.hasOwnProperty.call(message, "revokeInvite"))
                        $root.drawbridge.gateway.v1.RevokeInvite.encode(message.revokeInvite, writer.uint32(/* id 58, wireType 2 =*/466).fork(), _depth + 1).ldelim();
                    if (message.setParticipation != null && $Object.hasOwnProperty.call(message, "setParticipation"))
                        $root.drawbridge.gateway.v1.SetParticipation.encode(message.setParticipation, writer.uint32(/* id 60, wireType 2 =*/482).fork(), _depth + 1).ldelim();
                    if (message.setProviderChoice != null && $Object.hasOwnProperty.call(message, "setProviderChoice"))
                        $root.drawbridge.gateway.v1.SetProviderChoice.encode(message.setProviderChoice, writer.uint32(/* id 61, wireType 2 =*/490).fork(), _depth + 1).ldelim();
                    if (message.listEnforcement != null && $Object.hasOwnProperty.call(message, "listEnforcement"))
                        $root.drawbridge.gateway.v1.ListEnforcement.encode(message.listEnforcement, writer.uint32(/* id 62, wireType 2 =*/498).fork(), _depth + 1).ldelim();
                    if (message.enforcementList != null && $Object.hasOwnProperty.call(message, "enforcementList"))
                        $root.drawbridge.gateway.v1.EnforcementList.encode(message.enforcementList, writer.uint32(/* id 63, wireType 2 =*/506).fork(), _depth + 1).ldelim();
                    if (message.appeal != null && $Object.hasOwnProperty.call(message, "appeal"))
                        $root.drawbridge.gateway.v1.Appeal.encode(message.appeal, writer.uint32(/* id 64, wireType 2 =*/514).fork(), _depth + 1).ldelim();
                    if (message.enforcementChanged != null && $Object.hasOwnProperty.call(message, "enforcementChanged"))
                        $root.drawbridge.gateway.v1.EnforcementChanged.encode(message.enforcementChanged, writer.uint32(/* id 65, wireType 2 =*/522).fork(), _depth + 1).ldelim();
                    if (message.submit != null && $Object.hasOwnProperty.call(message, "submit"))
                        $root.drawbridge.gateway.v1.Submit.encode(message.submit, writer.uint32(/* id 70, wireType 2 =*/562).fork(), _depth + 1).ldelim();
                    if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted"))
                        $root.drawbridge.gateway.v1.Accepted.encode(message.accepted, writer.uint32(/* id 71, wireType 2 =*/570).fork(), _depth + 1).ldelim();
                    if (message.deviceMismatch != null && $Object.hasOwnProperty.call(message, "deviceMismatch"))
                        $root.drawbridge.gateway.v1.DeviceMismatch.encode(message.deviceMismatch, writer.uint32(/* id 72, wireType 2 =*/578).fork(), _depth + 1).ldelim();
                    if (message.throttled != null && $Object.hasOwnProperty.call(message, "throttled"))
                        $root.drawbridge.gateway.v1.Throttled.encode(message.throttled, writer.uint32(/* id 73, wireType 2 =*/586).fork(), _depth + 1).ldelim();
                    if (message.deliver != null && $Object.hasOwnProperty.call(message, "deliver"))
                        $root.drawbridge.gateway.v1.Deliver.encode(message.deliver, writer.uint32(/* id 74, wireType 2 =*/594).fork(), _depth + 1).ldelim();
                    if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                        $root.drawbridge.gateway.v1.Ack.encode(message.ack, writer.uint32(/* id 75, wireType 2 =*/602).fork(), _depth + 1).ldelim();
                    if (message.nack != null && $Object.hasOwnProperty.call(message, "nack"))
                        $root.drawbridge.gateway.v1.Nack.encode(message.nack, writer.uint32(/* id 76, wireType 2 =*/610).fork(), _depth + 1).ldelim();
                    if (message.queueEmpty != null && $Object.hasOwnProperty.call(message, "queueEmpty"))
                        $root.drawbridge.gateway.v1.QueueEmpty.encode(message.queueEmpty, writer.uint32(/* id 77, wireType 2 =*/618).fork(), _depth + 1).ldelim();
                    if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                        $root.drawbridge.gateway.v1.Event.encode(message.event, writer.uint32(/* id 78, wireType 2 =*/626).fork(), _depth + 1).ldelim();
                    if (message.trace != null && $Object.hasOwnProperty.call(message, "trace"))
                        $root.drawbridge.gateway.v1.Trace.encode(message.trace, writer.uint32(/* id 79, wireType 2 =*/634).fork(), _depth + 1).ldelim();
                    if (message.traced != null && $Object.hasOwnProperty.call(message, "traced"))
                        $root.drawbridge.gateway.v1.Traced.encode(message.traced, writer.uint32(/* id 80, wireType 2 =*/642).fork(), _depth + 1).ldelim();
                    if (message.createUpload != null && $Object.hasOwnProperty.call(message, "createUpload"))
                        $root.drawbridge.gateway.v1.CreateUpload.encode(message.createUpload, writer.uint32(/* id 100, wireType 2 =*/802).fork(), _depth + 1).ldelim();
                    if (message.offerHosted != null && $Object.hasOwnProperty.call(message, "offerHosted"))
                        $root.drawbridge.gateway.v1.OfferHosted.encode(message.offerHosted, writer.uint32(/* id 101, wireType 2 =*/810).fork(), _depth + 1).ldelim();
                    if (message.getAttachment != null && $Object.hasOwnProperty.call(message, "getAttachment"))
                        $root.drawbridge.gateway.v1.GetAttachment.encode(message.getAttachment, writer.uint32(/* id 102, wireType 2 =*/818).fork(), _depth + 1).ldelim();
                    if (message.attachmentTicket != null && $Object.hasOwnProperty.call(message, "attachmentTicket"))
                        $root.drawbridge.gateway.v1.AttachmentTicket.encode(message.attachmentTicket, writer.uint32(/* id 103, wireType 2 =*/826).fork(), _depth + 1).ldelim();
                    if (message.attachmentStatus != null && $Object.hasOwnProperty.call(message, "attachmentStatus"))
                        $root.drawbridge.gateway.v1.AttachmentStatus.encode(message.attachmentStatus, writer.uint32(/* id 104, wireType 2 =*/834).fork(), _depth + 1).ldelim();
                    if (message.attachmentDone != null && $Object.hasOwnProperty.call(message, "attachmentDone"))
                        $root.drawbridge.gateway.v1.AttachmentDone.encode(message.attachmentDone, writer.uint32(/* id 105, wireType 2 =*/842).fork(), _depth + 1).ldelim();
                    if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                        $root.drawbridge.gateway.v1.Report.encode(message.report, writer.uint32(/* id 150, wireType 2 =*/1202).fork(), _depth + 1).ldelim();
                    if (message.reported != null && $Object.hasOwnProperty.call(message, "reported"))
                        $root.drawbridge.gateway.v1.Reported.encode(message.reported, writer.uint32(/* id 151, wireType 2 =*/1210).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Frame message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Frame
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Frame & drawbridge.gateway.v1.Frame.$Shape} Frame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Frame.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Frame();
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
                                if (value = reader.uint32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.hello = $root.drawbridge.gateway.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                                message.body = "hello";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.auth = $root.drawbridge.gateway.v1.Auth.decode(reader, reader.size(), $undefined, _depth + 1, message.auth);
                                message.body = "auth";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.ready = $root.drawbridge.gateway.v1.Ready.decode(reader, reader.size(), $undefined, _depth + 1, message.ready);
                                message.body = "ready";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.resume = $root.drawbridge.gateway.v1.Resume.decode(reader, reader.size(), $undefined, _depth + 1, message.resume);
                                message.body = "resume";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.resumed = $root.drawbridge.gateway.v1.Resumed.decode(reader, reader.size(), $undefined, _depth + 1, message.resumed);
                                message.body = "resumed";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.goAway = $root.drawbridge.gateway.v1.GoAway.decode(reader, reader.size(), $undefined, _depth + 1, message.goAway);
                                message.body = "goAway";
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                message.limitsChanged = $root.drawbridge.gateway.v1.LimitsChanged.decode(reader, reader.size(), $undefined, _depth + 1, message.limitsChanged);
                                message.body = "limitsChanged";
                                continue;
                            }
                        case 18: {
                                if (wireType !== 2)
                                    break;
                                message.deprecation = $root.drawbridge.gateway.v1.Deprecation.decode(reader, reader.size(), $undefined, _depth + 1, message.deprecation);
                                message.body = "deprecation";
                                continue;
                            }
                        case 19: {
                                if (wireType !== 2)
                                    break;
                                message.error = $root.drawbridge.gateway.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                                message.body = "error";
                                continue;
                            }
                        case 20: {
                                if (wireType !== 2)
                                    break;
                                message.done = $root.drawbridge.gateway.v1.Done.decode(reader, reader.size(), $undefined, _depth + 1, message.done);
                                message.body = "done";
                                continue;
                            }
                        case 30: {
                                if (wireType !== 2)
                                    break;
                                message.enlist = $root.drawbridge.gateway.v1.Enlist.decode(reader, reader.size(), $undefined, _depth + 1, message.enlist);
                                message.body = "enlist";
                                continue;
                            }
                        case 31: {
                                if (wireType !== 2)
                                    break;
                                message.enlisted = $root.drawbridge.gateway.v1.Enlisted.decode(reader, reader.size(), $undefined, _depth + 1, message.enlisted);
                                message.body = "enlisted";
                                continue;
                            }
                        case 32: {
                                if (wireType !== 2)
                                    break;
                                message.updateDevices = $root.drawbridge.gateway.v1.UpdateDevices.decode(reader, reader.size(), $undefined, _depth + 1, message.updateDevices);
                                message.body = "updateDevices";
                                continue;
                            }
                        case 33: {
                                if (wireType !== 2)
                                    break;
                                message.changeIdentity = $root.drawbridge.gateway.v1.ChangeIdentity.decode(reader, reader.size(), $undefined, _depth + 1, message.changeIdentity);
                                message.body = "changeIdentity";
                                continue;
                            }
                        case 34: {
                                if (wireType !== 2)
                                    break;
                                message.unenlist = $root.drawbridge.gateway.v1.Unenlist.decode(reader, reader.size(), $undefined, _depth + 1, message.unenlist);
                                message.body = "unenlist";
                                continue;
                            }
                        case 35: {
                                if (wireType !== 2)
                                    break;
                                message.erased = $root.drawbridge.gateway.v1.Erased.decode(reader, reader.size(), $undefined, _depth + 1, message.erased);
                                message.body = "erased";
                                continue;
                            }
                        case 36: {
                                if (wireType !== 2)
                                    break;
                                message.putIssuerList = $root.drawbridge.gateway.v1.PutIssuerList.decode(reader, reader.size(), $undefined, _depth + 1, message.putIssuerList);
                                message.body = "putIssuerList";
                                continue;
                            }
                        case 37: {
                                if (wireType !== 2)
                                    break;
                                message.getIssuerList = $root.drawbridge.gateway.v1.GetIssuerList.decode(reader, reader.size(), $undefined, _depth + 1, message.getIssuerList);
                                message.body = "getIssuerList";
                                continue;
                            }
                        case 38: {
                                if (wireType !== 2)
                                    break;
                                message.issuerList = $root.drawbridge.gateway.v1.IssuerList.decode(reader, reader.size(), $undefined, _depth + 1, message.issuerList);
                                message.body = "issuerList";
                                continue;
                            }
                        case 40: {
                                if (wireType !== 2)
                                    break;
                                message.putPrekeys = $root.drawbridge.gateway.v1.PutPrekeys.decode(reader, reader.size(), $undefined, _depth + 1, message.putPrekeys);
                                message.body = "putPrekeys";
                                continue;
                            }
                        case 41: {
                                if (wireType !== 2)
                                    break;
                                message.countPrekeys = $root.drawbridge.gateway.v1.CountPrekeys.decode(reader, reader.size(), $undefined, _depth + 1, message.countPrekeys);
                                message.body = "countPrekeys";
                                continue;
                            }
                        case 42: {
                                if (wireType !== 2)
                                    break;
                                message.prekeyStock = $root.drawbridge.gateway.v1.PrekeyStock.decode(reader, reader.size(), $undefined, _depth + 1, message.prekeyStock);
                                message.body = "prekeyStock";
                                continue;
                            }
                        case 43: {
                                if (wireType !== 2)
                                    break;
                                message.getBundles = $root.drawbridge.gateway.v1.GetBundles.decode(reader, reader.size(), $undefined, _depth + 1, message.getBundles);
                                message.body = "getBundles";
                                continue;
                            }
                        case 44: {
                                if (wireType !== 2)
                                    break;
                                message.bundles = $root.drawbridge.gateway.v1.Bundles.decode(reader, reader.size(), $undefined, _depth + 1, message.bundles);
                                message.body = "bundles";
                                continue;
                            }
                        case 50: {
                                if (wireType !== 2)
                                    break;
                                message.requestContact = $root.drawbridge.gateway.v1.RequestContact.decode(reader, reader.size(), $undefined, _depth + 1, message.requestContact);
                                message.body = "requestContact";
                                continue;
                            }
                        case 51: {
                                if (wireType !== 2)
                                    break;
                                message.recorded = $root.drawbridge.gateway.v1.Recorded.decode(reader, reader.size(), $undefined, _depth + 1, message.recorded);
                                message.body = "recorded";
                                continue;
                            }
                        case 52: {
                                if (wireType !== 2)
                                    break;
                                message.decideContact = $root.drawbridge.gateway.v1.DecideContact.decode(reader, reader.size(), $undefined, _depth + 1, message.decideContact);
                                message.body = "decideContact";
                                continue;
                            }
                        case 53: {
                                if (wireType !== 2)
                                    break;
                                message.withdrawConsent = $root.drawbridge.gateway.v1.WithdrawConsent.decode(reader, reader.size(), $undefined, _depth + 1, message.withdrawConsent);
                                message.body = "withdrawConsent";
                                continue;
                            }
                        case 54: {
                                if (wireType !== 2)
                                    break;
                                message.reissueToken = $root.drawbridge.gateway.v1.ReissueToken.decode(reader, reader.size(), $undefined, _depth + 1, message.reissueToken);
                                message.body = "reissueToken";
                                continue;
                            }
                        case 55: {
                                if (wireType !== 2)
                                    break;
                                message.contact = $root.drawbridge.gateway.v1.Contact.decode(reader, reader.size(), $undefined, _depth + 1, message.contact);
                                message.body = "contact";
                                continue;
                            }
                        case 56: {
                                if (wireType !== 2)
                                    break;
                                message.createInvite = $root.drawbridge.gateway.v1.CreateInvite.decode(reader, reader.size(), $undefined, _depth + 1, message.createInvite);
                                message.body = "createInvite";
                                continue;
                            }
                        case 57: {
                                if (wireType !== 2)
                                    break;
                                message.inviteCreated = $root.drawbridge.gateway.v1.InviteCreated.decode(reader, reader.size(), $undefined, _depth + 1, message.inviteCreated);
                                message.body = "inviteCreated";
                                continue;
                            }
                        case 58: {
                                if (wireType !== 2)
                                    break;
                                message.revokeInvite = $root.drawbridge.gateway.v1.RevokeInvite.decode(reader, reader.size(), $undefined, _depth + 1, message.revokeInvite);
                                message.body = "revokeInvite";
                                continue;
                            }
                        case 60: {
                                if (wireType !== 2)
                                    break;
                                message.setParticipation = $root.drawbridge.gateway.v1.SetParticipation.decode(reader, reader.size(), $undefined, _depth + 1, message.setParticipation);
                                message.body = "setParticipation";
                                continue;
                            }
                        case 61: {
                                if (wireType !== 2)
                                    break;
                                message.setProviderChoice = $root.drawbridge.gateway.v1.SetProviderChoice.decode(reader, reader.size(), $undefined, _depth + 1, message.setProviderChoice);
                                message.body = "setProviderChoice";
                                continue;
                            }
                        case 62: {
                                if (wireType !== 2)
                                    break;
                                message.listEnforcement = $root.drawbridge.gateway.v1.ListEnforcement.decode(reader, reader.size(), $undefined, _depth + 1, message.listEnforcement);
                                message.body = "listEnforcement";
                                continue;
                            }
                        case 63: {
                                if (wireType !== 2)
                                    break;
                                message.enforcementList = $root.drawbridge.gateway.v1.EnforcementList.decode(reader, reader.size(), $undefined, _depth + 1, message.enforcementList);
                                message.body = "enforcementList";
                                continue;
                            }
                        case 64: {
                                if (wireType !== 2)
                                    break;
                                message.appeal = $root.drawbridge.gateway.v1.Appeal.decode(reader, reader.size(), $undefined, _depth + 1, message.appeal);
                                message.body = "appeal";
                                continue;
                            }
                        case 65: {
                                if (wireType !== 2)
                                    break;
                                message.enforcementChanged = $root.drawbridge.gateway.v1.EnforcementChanged.decode(reader, reader.size(), $undefined, _depth + 1, message.enforcementChanged);
                                message.body = "enforcementChanged";
                                continue;
                            }
                        case 70: {
                                if (wireType !== 2)
                                    break;
                                message.submit = $root.drawbridge.gateway.v1.Submit.decode(reader, reader.size(), $undefined, _depth + 1, message.submit);
                                message.body = "submit";
                                continue;
                            }
                        case 71: {
                                if (wireType !== 2)
                                    break;
                                message.accepted = $root.drawbridge.gateway.v1.Accepted.decode(reader, reader.size(), $undefined, _depth + 1, message.accepted);
                                message.body = "accepted";
                                continue;
                            }
                        case 72: {
                                if (wireType !== 2)
                                    break;
                                message.deviceMismatch = $root.drawbridge.gateway.v1.DeviceMismatch.decode(reader, reader.size(), $undefined, _depth + 1, message.deviceMismatch);
                                message.body = "deviceMismatch";
                                continue;
                            }
                        case 73: {
                                if (wireType !== 2)
                                    break;
                                message.throttled = $root.drawbridge.gateway.v1.Throttled.decode(reader, reader.size(), $undefined, _depth + 1, message.throttled);
                                message.body = "throttled";
                                continue;
                            }
                        case 74: {
                                if (wireType !== 2)
                                    break;
                                message.deliver = $root.drawbridge.gateway.v1.Deliver.decode(reader, reader.size(), $undefined, _depth + 1, message.deliver);
                                message.body = "deliver";
                                continue;
                            }
                        case 75: {
                                if (wireType !== 2)
                                    break;
                                message.ack = $root.drawbridge.gateway.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                                message.body = "ack";
                                continue;
                            }
                        case 76: {
                                if (wireType !== 2)
                                    break;
                                message.nack = $root.drawbridge.gateway.v1.Nack.decode(reader, reader.size(), $undefined, _depth + 1, message.nack);
                                message.body = "nack";
                                continue;
                            }
                        case 77: {
                                if (wireType !== 2)
                                    break;
                                message.queueEmpty = $root.drawbridge.gateway.v1.QueueEmpty.decode(reader, reader.size(), $undefined, _depth + 1, message.queueEmpty);
                                message.body = "queueEmpty";
                                continue;
                            }
                        case 78: {
                                if (wireType !== 2)
                                    break;
                                message.event = $root.drawbridge.gateway.v1.Event.decode(reader, reader.size(), $undefined, _depth + 1, message.event);
                                message.body = "event";
                                continue;
                            }
                        case 79: {
                                if (wireType !== 2)
                                    break;
                                message.trace = $root.drawbridge.gateway.v1.Trace.decode(reader, reader.size(), $undefined, _depth + 1, message.trace);
                                message.body = "trace";
                                continue;
                            }
                        case 80: {
                                if (wireType !== 2)
                                    break;
                                message.traced = $root.drawbridge.gateway.v1.Traced.decode(reader, reader.size(), $undefined, _depth + 1, message.traced);
                                message.body = "traced";
                                continue;
                            }
                        case 100: {
                                if (wireType !== 2)
                                    break;
                                message.createUpload = $root.drawbridge.gateway.v1.CreateUpload.decode(reader, reader.size(), $undefined, _depth + 1, message.createUpload);
                                message.body = "createUpload";
                                continue;
                            }
                        case 101: {
                                if (wireType !== 2)
                                    break;
                                message.offerHosted = $root.drawbridge.gateway.v1.OfferHosted.decode(reader, reader.size(), $undefined, _depth + 1, message.offerHosted);
                                message.body = "offerHosted";
                                continue;
                            }
                        case 102: {
                                if (wireType !== 2)
                                    break;
                                message.getAttachment = $root.drawbridge.gateway.v1.GetAttachment.decode(reader, reader.size(), $undefined, _depth + 1, message.getAttachment);
                                message.body = "getAttachment";
                                continue;
                            }
                        case 103: {
                                if (wireType !== 2)
                                    break;
                                message.attachmentTicket = $root.drawbridge.gateway.v1.AttachmentTicket.decode(reader, reader.size(), $undefined, _depth + 1, message.attachmentTicket);
                                message.body = "attachmentTicket";
                                continue;
                            }
                        case 104: {
                                if (wireType !== 2)
                                    break;
                                message.attachmentStatus = $root.drawbridge.gateway.v1.AttachmentStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.attachmentStatus);
                                message.body = "attachmentStatus";
                                continue;
                            }
                        case 105: {
                                if (wireType !== 2)
                                    break;
                                message.attachmentDone = $root.drawbridge.gateway.v1.AttachmentDone.decode(reader, reader.size(), $undefined, _depth + 1, message.attachmentDone);
                                message.body = "attachmentDone";
                                continue;
                            }
                        case 150: {
                                if (wireType !== 2)
                                    break;
                                message.report = $root.drawbridge.gateway.v1.Report.decode(reader, reader.size(), $undefined, _depth + 1, message.report);
                                message.body = "report";
                                continue;
                            }
                        case 151: {
                                if (wireType !== 2)
                                    break;
                                message.reported = $root.drawbridge.gateway.v1.Reported.decode(reader, reader.size(), $undefined, _depth + 1, message.reported);
                                message.body = "reported";
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

                return Frame;
            })();

            v1.Hello = (function() {

                /**
                 * Properties of a Hello.
                 * @typedef {Object} drawbridge.gateway.v1.Hello.$Properties
                 * @property {number|null} [minVersion] Hello minVersion
                 * @property {number|null} [maxVersion] Hello maxVersion
                 * @property {Array.<string>|null} [capabilities] Hello capabilities
                 * @property {drawbridge.gateway.v1.TransportLimits.$Properties|null} [limits] Hello limits
                 * @property {number|null} [timeMs] Hello timeMs
                 * @property {Uint8Array|null} [nonce] Hello nonce
                 * @property {string|null} [instance] Hello instance
                 * @property {string|null} [software] Hello software
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Hello.
                 * @memberof drawbridge.gateway.v1
                 * @interface IHello
                 * @augments drawbridge.gateway.v1.Hello.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Hello.$Properties instead.
                 */

                /**
                 * Shape of a Hello.
                 * @typedef {drawbridge.gateway.v1.Hello.$Properties} drawbridge.gateway.v1.Hello.$Shape
                 */

                /**
                 * Constructs a new Hello.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Hello.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Hello.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Hello = function (properties) {
                    this.capabilities = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Hello minVersion.
                 * @member {number} minVersion
                 * @memberof drawbridge.gateway.v1.Hello
                 * @instance
                 */
                Hello.prototype.minVersion = 0;

                /**
                 * Hello maxVersion.
                 * @member {number} maxVersion
                 * @memberof drawbridge.gateway.v1.Hello
                 * @instance
                 */
                Hello.prototype.maxVersion = 0;

                /**
                 * Hello capabilities.
                 * @member {Array.<string>} capabilities
                 * @memberof drawbridge.gateway.v1.Hello
                 * @instance
                 */
                Hello.prototype.capabilities = $util.emptyArray;

                /**
                 * Hello limits.
                 * @member {drawbridge.gateway.v1.TransportLimits.$Properties|null|undefined} limits
                 * @memberof drawbridge.gateway.v1.Hello
                 * @instance
                 */
                Hello.prototype.limits = null;

                /**
                 * Hello timeMs.
                 * @member {number} timeMs
                 * @memberof drawbridge.gateway.v1.Hello
                 * @instance
                 */
                Hello.prototype.timeMs = 0;

                /**
                 * Hello nonce.
                 * @member {Uint8Array} nonce
                 * @memberof drawbridge.gateway.v1.Hello
                 * @instance
                 */
                Hello.prototype.nonce = $util.newBuffer([]);

                /**
                 * Hello instance.
                 * @member {string} instance
                 * @memberof drawbridge.gateway.v1.Hello
                 * @instance
                 */
                Hello.prototype.instance = "";

                /**
                 * Hello software.
                 * @member {string} software
                 * @memberof drawbridge.gateway.v1.Hello
                 * @instance
                 */
                Hello.prototype.software = "";

                /**
                 * Encodes the specified Hello message. Does not implicitly {@link drawbridge.gateway.v1.Hello.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Hello
                 * @static
                 * @param {drawbridge.gateway.v1.Hello.$Properties} message Hello message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Hello.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.minVersion != null && $Object.hasOwnProperty.call(message, "minVersion") && message.minVersion !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.minVersion);
                    if (message.maxVersion != null && $Object.hasOwnProperty.call(message, "maxVersion") && message.maxVersion !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.maxVersion);
                    if (message.capabilities != null && message.capabilities.length)
                        for (let i = 0; i < message.capabilities.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.capabilities[i]);
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.drawbridge.gateway.v1.TransportLimits.encode(message.limits, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                        writer.uint32(/* id 5, wireType 1 =*/41).double(message.timeMs);
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.nonce);
                    if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.instance);
                    if (message.software != null && $Object.hasOwnProperty.call(message, "software") && message.software !== "")
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.software);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Hello message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Hello
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Hello & drawbridge.gateway.v1.Hello.$Shape} Hello
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Hello.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Hello();
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
                                if (value = reader.uint32())
                                    message.minVersion = value;
                                else
                                    delete message.minVersion;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxVersion = value;
                                else
                                    delete message.maxVersion;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.capabilities && message.capabilities.length))
                                    message.capabilities = [];
                                message.capabilities.push(reader.stringVerify());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.drawbridge.gateway.v1.TransportLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instance = value;
                                else
                                    delete message.instance;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.software = value;
                                else
                                    delete message.software;
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

                return Hello;
            })();

            v1.TransportLimits = (function() {

                /**
                 * Properties of a TransportLimits.
                 * @typedef {Object} drawbridge.gateway.v1.TransportLimits.$Properties
                 * @property {number|null} [maxFrameBytes] TransportLimits maxFrameBytes
                 * @property {number|null} [maxEnvelopeBytes] TransportLimits maxEnvelopeBytes
                 * @property {number|null} [idleSeconds] TransportLimits idleSeconds
                 * @property {number|null} [maxUnacknowledged] TransportLimits maxUnacknowledged
                 * @property {number|null} [maxUnacknowledgedBytes] TransportLimits maxUnacknowledgedBytes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TransportLimits.
                 * @memberof drawbridge.gateway.v1
                 * @interface ITransportLimits
                 * @augments drawbridge.gateway.v1.TransportLimits.$Properties
                 * @deprecated Use drawbridge.gateway.v1.TransportLimits.$Properties instead.
                 */

                /**
                 * Shape of a TransportLimits.
                 * @typedef {drawbridge.gateway.v1.TransportLimits.$Properties} drawbridge.gateway.v1.TransportLimits.$Shape
                 */

                /**
                 * Constructs a new TransportLimits.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a TransportLimits.
                 * @constructor
                 * @param {drawbridge.gateway.v1.TransportLimits.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TransportLimits = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TransportLimits maxFrameBytes.
                 * @member {number} maxFrameBytes
                 * @memberof drawbridge.gateway.v1.TransportLimits
                 * @instance
                 */
                TransportLimits.prototype.maxFrameBytes = 0;

                /**
                 * TransportLimits maxEnvelopeBytes.
                 * @member {number} maxEnvelopeBytes
                 * @memberof drawbridge.gateway.v1.TransportLimits
                 * @instance
                 */
                TransportLimits.prototype.maxEnvelopeBytes = 0;

                /**
                 * TransportLimits idleSeconds.
                 * @member {number} idleSeconds
                 * @memberof drawbridge.gateway.v1.TransportLimits
                 * @instance
                 */
                TransportLimits.prototype.idleSeconds = 0;

                /**
                 * TransportLimits maxUnacknowledged.
                 * @member {number} maxUnacknowledged
                 * @memberof drawbridge.gateway.v1.TransportLimits
                 * @instance
                 */
                TransportLimits.prototype.maxUnacknowledged = 0;

                /**
                 * TransportLimits maxUnacknowledgedBytes.
                 * @member {number} maxUnacknowledgedBytes
                 * @memberof drawbridge.gateway.v1.TransportLimits
                 * @instance
                 */
                TransportLimits.prototype.maxUnacknowledgedBytes = 0;

                /**
                 * Encodes the specified TransportLimits message. Does not implicitly {@link drawbridge.gateway.v1.TransportLimits.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.TransportLimits
                 * @static
                 * @param {drawbridge.gateway.v1.TransportLimits.$Properties} message TransportLimits message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TransportLimits.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.maxFrameBytes != null && $Object.hasOwnProperty.call(message, "maxFrameBytes") && message.maxFrameBytes !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.maxFrameBytes);
                    if (message.maxEnvelopeBytes != null && $Object.hasOwnProperty.call(message, "maxEnvelopeBytes") && message.maxEnvelopeBytes !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.maxEnvelopeBytes);
                    if (message.idleSeconds != null && $Object.hasOwnProperty.call(message, "idleSeconds") && message.idleSeconds !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.idleSeconds);
                    if (message.maxUnacknowledged != null && $Object.hasOwnProperty.call(message, "maxUnacknowledged") && message.maxUnacknowledged !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.maxUnacknowledged);
                    if (message.maxUnacknowledgedBytes != null && $Object.hasOwnProperty.call(message, "maxUnacknowledgedBytes") && message.maxUnacknowledgedBytes !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.maxUnacknowledgedBytes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TransportLimits message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.TransportLimits
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.TransportLimits & drawbridge.gateway.v1.TransportLimits.$Shape} TransportLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TransportLimits.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.TransportLimits();
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
                                if (value = reader.uint32())
                                    message.maxFrameBytes = value;
                                else
                                    delete message.maxFrameBytes;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxEnvelopeBytes = value;
                                else
                                    delete message.maxEnvelopeBytes;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.idleSeconds = value;
                                else
                                    delete message.idleSeconds;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxUnacknowledged = value;
                                else
                                    delete message.maxUnacknowledged;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxUnacknowledgedBytes = value;
                                else
                                    delete message.maxUnacknowledgedBytes;
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

                return TransportLimits;
            })();

            /**
             * BindingMode enum.
             * @name drawbridge.gateway.v1.BindingMode
             * @enum {number}
             * @property {number} BINDING_MODE_UNSPECIFIED=0 BINDING_MODE_UNSPECIFIED value
             * @property {number} BINDING_MODE_EXPORTER=1 BINDING_MODE_EXPORTER value
             * @property {number} BINDING_MODE_PROXY=2 BINDING_MODE_PROXY value
             * @property {number} BINDING_MODE_PLAIN_LOOPBACK=3 BINDING_MODE_PLAIN_LOOPBACK value
             */
            v1.BindingMode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "BINDING_MODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "BINDING_MODE_EXPORTER"] = 1;
                values[valuesById[2] = "BINDING_MODE_PROXY"] = 2;
                values[valuesById[3] = "BINDING_MODE_PLAIN_LOOPBACK"] = 3;
                return values;
            })();

            v1.Auth = (function() {

                /**
                 * Properties of an Auth.
                 * @typedef {Object} drawbridge.gateway.v1.Auth.$Properties
                 * @property {string|null} [partyId] Auth partyId
                 * @property {string|null} [keyId] Auth keyId
                 * @property {drawbridge.gateway.v1.BindingMode|null} [bindingMode] Auth bindingMode
                 * @property {Uint8Array|null} [signature] Auth signature
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Auth.
                 * @memberof drawbridge.gateway.v1
                 * @interface IAuth
                 * @augments drawbridge.gateway.v1.Auth.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Auth.$Properties instead.
                 */

                /**
                 * Shape of an Auth.
                 * @typedef {drawbridge.gateway.v1.Auth.$Properties} drawbridge.gateway.v1.Auth.$Shape
                 */

                /**
                 * Constructs a new Auth.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Auth.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Auth.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Auth = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Auth partyId.
                 * @member {string} partyId
                 * @memberof drawbridge.gateway.v1.Auth
                 * @instance
                 */
                Auth.prototype.partyId = "";

                /**
                 * Auth keyId.
                 * @member {string} keyId
                 * @memberof drawbridge.gateway.v1.Auth
                 * @instance
                 */
                Auth.prototype.keyId = "";

                /**
                 * Auth bindingMode.
                 * @member {drawbridge.gateway.v1.BindingMode} bindingMode
                 * @memberof drawbridge.gateway.v1.Auth
                 * @instance
                 */
                Auth.prototype.bindingMode = 0;

                /**
                 * Auth signature.
                 * @member {Uint8Array} signature
                 * @memberof drawbridge.gateway.v1.Auth
                 * @instance
                 */
                Auth.prototype.signature = $util.newBuffer([]);

                /**
                 * Encodes the specified Auth message. Does not implicitly {@link drawbridge.gateway.v1.Auth.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Auth
                 * @static
                 * @param {drawbridge.gateway.v1.Auth.$Properties} message Auth message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Auth.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.partyId != null && $Object.hasOwnProperty.call(message, "partyId") && message.partyId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.partyId);
                    if (message.keyId != null && $Object.hasOwnProperty.call(message, "keyId") && message.keyId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.keyId);
                    if (message.bindingMode != null && $Object.hasOwnProperty.call(message, "bindingMode") && message.bindingMode !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).int32(message.bindingMode);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.signature);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Auth message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Auth
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Auth & drawbridge.gateway.v1.Auth.$Shape} Auth
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Auth.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Auth();
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
                                    message.partyId = value;
                                else
                                    delete message.partyId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.keyId = value;
                                else
                                    delete message.keyId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.bindingMode = value;
                                else
                                    delete message.bindingMode;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signature = value;
                                else
                                    delete message.signature;
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

                return Auth;
            })();

            v1.Ready = (function() {

                /**
                 * Properties of a Ready.
                 * @typedef {Object} drawbridge.gateway.v1.Ready.$Properties
                 * @property {Uint8Array|null} [linkId] Ready linkId
                 * @property {Uint8Array|null} [resumeToken] Ready resumeToken
                 * @property {drawbridge.gateway.v1.Credit.$Properties|null} [initialCredit] Ready initialCredit
                 * @property {number|null} [policyVersion] Ready policyVersion
                 * @property {drawbridge.gateway.v1.AgreementLimits.$Properties|null} [limits] Ready limits
                 * @property {number|null} [version] Ready version
                 * @property {Array.<string>|null} [capabilities] Ready capabilities
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Ready.
                 * @memberof drawbridge.gateway.v1
                 * @interface IReady
                 * @augments drawbridge.gateway.v1.Ready.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Ready.$Properties instead.
                 */

                /**
                 * Shape of a Ready.
                 * @typedef {drawbridge.gateway.v1.Ready.$Properties} drawbridge.gateway.v1.Ready.$Shape
                 */

                /**
                 * Constructs a new Ready.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Ready.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Ready.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Ready = function (properties) {
                    this.capabilities = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Ready linkId.
                 * @member {Uint8Array} linkId
                 * @memberof drawbridge.gateway.v1.Ready
                 * @instance
                 */
                Ready.prototype.linkId = $util.newBuffer([]);

                /**
                 * Ready resumeToken.
                 * @member {Uint8Array} resumeToken
                 * @memberof drawbridge.gateway.v1.Ready
                 * @instance
                 */
                Ready.prototype.resumeToken = $util.newBuffer([]);

                /**
                 * Ready initialCredit.
                 * @member {drawbridge.gateway.v1.Credit.$Properties|null|undefined} initialCredit
                 * @memberof drawbridge.gateway.v1.Ready
                 * @instance
                 */
                Ready.prototype.initialCredit = null;

                /**
                 * Ready policyVersion.
                 * @member {number} policyVersion
                 * @memberof drawbridge.gateway.v1.Ready
                 * @instance
                 */
                Ready.prototype.policyVersion = 0;

                /**
                 * Ready limits.
                 * @member {drawbridge.gateway.v1.AgreementLimits.$Properties|null|undefined} limits
                 * @memberof drawbridge.gateway.v1.Ready
                 * @instance
                 */
                Ready.prototype.limits = null;

                /**
                 * Ready version.
                 * @member {number} version
                 * @memberof drawbridge.gateway.v1.Ready
                 * @instance
                 */
                Ready.prototype.version = 0;

                /**
                 * Ready capabilities.
                 * @member {Array.<string>} capabilities
                 * @memberof drawbridge.gateway.v1.Ready
                 * @instance
                 */
                Ready.prototype.capabilities = $util.emptyArray;

                /**
                 * Encodes the specified Ready message. Does not implicitly {@link drawbridge.gateway.v1.Ready.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Ready
                 * @static
                 * @param {drawbridge.gateway.v1.Ready.$Properties} message Ready message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Ready.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.linkId != null && $Object.hasOwnProperty.call(message, "linkId") && message.linkId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.linkId);
                    if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken") && message.resumeToken.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.resumeToken);
                    if (message.initialCredit != null && $Object.hasOwnProperty.call(message, "initialCredit"))
                        $root.drawbridge.gateway.v1.Credit.encode(message.initialCredit, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.policyVersion != null && $Object.hasOwnProperty.call(message, "policyVersion") && message.policyVersion !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.policyVersion);
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.drawbridge.gateway.v1.AgreementLimits.encode(message.limits, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.version);
                    if (message.capabilities != null && message.capabilities.length)
                        for (let i = 0; i < message.capabilities.length; ++i)
                            writer.uint32(/* id 7, wireType 2 =*/58).string(message.capabilities[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Ready message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Ready
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Ready & drawbridge.gateway.v1.Ready.$Shape} Ready
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Ready.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Ready();
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
                                    message.linkId = value;
                                else
                                    delete message.linkId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.resumeToken = value;
                                else
                                    delete message.resumeToken;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.initialCredit = $root.drawbridge.gateway.v1.Credit.decode(reader, reader.size(), $undefined, _depth + 1, message.initialCredit);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.policyVersion = value;
                                else
                                    delete message.policyVersion;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.drawbridge.gateway.v1.AgreementLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.capabilities && message.capabilities.length))
                                    message.capabilities = [];
                                message.capabilities.push(reader.stringVerify());
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

                return Ready;
            })();

            v1.Credit = (function() {

                /**
                 * Properties of a Credit.
                 * @typedef {Object} drawbridge.gateway.v1.Credit.$Properties
                 * @property {number|null} [frames] Credit frames
                 * @property {number|null} [bytes] Credit bytes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Credit.
                 * @memberof drawbridge.gateway.v1
                 * @interface ICredit
                 * @augments drawbridge.gateway.v1.Credit.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Credit.$Properties instead.
                 */

                /**
                 * Shape of a Credit.
                 * @typedef {drawbridge.gateway.v1.Credit.$Properties} drawbridge.gateway.v1.Credit.$Shape
                 */

                /**
                 * Constructs a new Credit.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Credit.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Credit.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Credit = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Credit frames.
                 * @member {number} frames
                 * @memberof drawbridge.gateway.v1.Credit
                 * @instance
                 */
                Credit.prototype.frames = 0;

                /**
                 * Credit bytes.
                 * @member {number} bytes
                 * @memberof drawbridge.gateway.v1.Credit
                 * @instance
                 */
                Credit.prototype.bytes = 0;

                /**
                 * Encodes the specified Credit message. Does not implicitly {@link drawbridge.gateway.v1.Credit.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Credit
                 * @static
                 * @param {drawbridge.gateway.v1.Credit.$Properties} message Credit message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Credit.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.frames != null && $Object.hasOwnProperty.call(message, "frames") && message.frames !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.frames);
                    if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && message.bytes !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.bytes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Credit message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Credit
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Credit & drawbridge.gateway.v1.Credit.$Shape} Credit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Credit.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Credit();
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
                                if (value = reader.uint32())
                                    message.frames = value;
                                else
                                    delete message.frames;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.bytes = value;
                                else
                                    delete message.bytes;
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

                return Credit;
            })();

            v1.AgreementLimits = (function() {

                /**
                 * Properties of an AgreementLimits.
                 * @typedef {Object} drawbridge.gateway.v1.AgreementLimits.$Properties
                 * @property {number|null} [contactsPerUserDay] AgreementLimits contactsPerUserDay
                 * @property {number|null} [bundlesPerPair] AgreementLimits bundlesPerPair
                 * @property {number|null} [bundleRefillSeconds] AgreementLimits bundleRefillSeconds
                 * @property {number|null} [queuedPerPair] AgreementLimits queuedPerPair
                 * @property {number|null} [maxTtlSeconds] AgreementLimits maxTtlSeconds
                 * @property {number|null} [queuedBytesPerPair] AgreementLimits queuedBytesPerPair
                 * @property {number|null} [attachmentBytes] AgreementLimits attachmentBytes
                 * @property {number|null} [attachmentsPerUser] AgreementLimits attachmentsPerUser
                 * @property {number|null} [attachmentMibPerUser] AgreementLimits attachmentMibPerUser
                 * @property {number|null} [attachmentsPerParty] AgreementLimits attachmentsPerParty
                 * @property {number|null} [attachmentMibPerParty] AgreementLimits attachmentMibPerParty
                 * @property {number|null} [messagesPerPair] AgreementLimits messagesPerPair
                 * @property {number|null} [messagesPerPairMinute] AgreementLimits messagesPerPairMinute
                 * @property {number|null} [messagesPerUserDay] AgreementLimits messagesPerUserDay
                 * @property {number|null} [messagesPerPartyMinute] AgreementLimits messagesPerPartyMinute
                 * @property {number|null} [mibPerPartyDay] AgreementLimits mibPerPartyDay
                 * @property {number|null} [bundlesPerTargetHour] AgreementLimits bundlesPerTargetHour
                 * @property {number|null} [newTargetsPerDay] AgreementLimits newTargetsPerDay
                 * @property {number|null} [linksPerParty] AgreementLimits linksPerParty
                 * @property {number|null} [enlistmentsPerPartyDay] AgreementLimits enlistmentsPerPartyDay
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AgreementLimits.
                 * @memberof drawbridge.gateway.v1
                 * @interface IAgreementLimits
                 * @augments drawbridge.gateway.v1.AgreementLimits.$Properties
                 * @deprecated Use drawbridge.gateway.v1.AgreementLimits.$Properties instead.
                 */

                /**
                 * Shape of an AgreementLimits.
                 * @typedef {drawbridge.gateway.v1.AgreementLimits.$Properties} drawbridge.gateway.v1.AgreementLimits.$Shape
                 */

                /**
                 * Constructs a new AgreementLimits.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an AgreementLimits.
                 * @constructor
                 * @param {drawbridge.gateway.v1.AgreementLimits.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AgreementLimits = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AgreementLimits contactsPerUserDay.
                 * @member {number} contactsPerUserDay
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.contactsPerUserDay = 0;

                /**
                 * AgreementLimits bundlesPerPair.
                 * @member {number} bundlesPerPair
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.bundlesPerPair = 0;

                /**
                 * AgreementLimits bundleRefillSeconds.
                 * @member {number} bundleRefillSeconds
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.bundleRefillSeconds = 0;

                /**
                 * AgreementLimits queuedPerPair.
                 * @member {number} queuedPerPair
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.queuedPerPair = 0;

                /**
                 * AgreementLimits maxTtlSeconds.
                 * @member {number} maxTtlSeconds
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.maxTtlSeconds = 0;

                /**
                 * AgreementLimits queuedBytesPerPair.
                 * @member {number} queuedBytesPerPair
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.queuedBytesPerPair = 0;

                /**
                 * AgreementLimits attachmentBytes.
                 * @member {number} attachmentBytes
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.attachmentBytes = 0;

                /**
                 * AgreementLimits attachmentsPerUser.
                 * @member {number} attachmentsPerUser
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.attachmentsPerUser = 0;

                /**
                 * AgreementLimits attachmentMibPerUser.
                 * @member {number} attachmentMibPerUser
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.attachmentMibPerUser = 0;

                /**
                 * AgreementLimits attachmentsPerParty.
                 * @member {number} attachmentsPerParty
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.attachmentsPerParty = 0;

                /**
                 * AgreementLimits attachmentMibPerParty.
                 * @member {number} attachmentMibPerParty
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.attachmentMibPerParty = 0;

                /**
                 * AgreementLimits messagesPerPair.
                 * @member {number} messagesPerPair
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.messagesPerPair = 0;

                /**
                 * AgreementLimits messagesPerPairMinute.
                 * @member {number} messagesPerPairMinute
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.messagesPerPairMinute = 0;

                /**
                 * AgreementLimits messagesPerUserDay.
                 * @member {number} messagesPerUserDay
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.messagesPerUserDay = 0;

                /**
                 * AgreementLimits messagesPerPartyMinute.
                 * @member {number} messagesPerPartyMinute
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.messagesPerPartyMinute = 0;

                /**
                 * AgreementLimits mibPerPartyDay.
                 * @member {number} mibPerPartyDay
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.mibPerPartyDay = 0;

                /**
                 * AgreementLimits bundlesPerTargetHour.
                 * @member {number} bundlesPerTargetHour
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.bundlesPerTargetHour = 0;

                /**
                 * AgreementLimits newTargetsPerDay.
                 * @member {number} newTargetsPerDay
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.newTargetsPerDay = 0;

                /**
                 * AgreementLimits linksPerParty.
                 * @member {number} linksPerParty
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.linksPerParty = 0;

                /**
                 * AgreementLimits enlistmentsPerPartyDay.
                 * @member {number} enlistmentsPerPartyDay
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @instance
                 */
                AgreementLimits.prototype.enlistmentsPerPartyDay = 0;

                /**
                 * Encodes the specified AgreementLimits message. Does not implicitly {@link drawbridge.gateway.v1.AgreementLimits.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @static
                 * @param {drawbridge.gateway.v1.AgreementLimits.$Properties} message AgreementLimits message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AgreementLimits.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.contactsPerUserDay != null && $Object.hasOwnProperty.call(message, "contactsPerUserDay") && message.contactsPerUserDay !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.contactsPerUserDay);
                    if (message.bundlesPerPair != null && $Object.hasOwnProperty.call(message, "bundlesPerPair") && message.bundlesPerPair !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.bundlesPerPair);
                    if (message.bundleRefillSeconds != null && $Object.hasOwnProperty.call(message, "bundleRefillSeconds") && message.bundleRefillSeconds !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.bundleRefillSeconds);
                    if (message.queuedPerPair != null && $Object.hasOwnProperty.call(message, "queuedPerPair") && message.queuedPerPair !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.queuedPerPair);
                    if (message.maxTtlSeconds != null && $Object.hasOwnProperty.call(message, "maxTtlSeconds") && message.maxTtlSeconds !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.maxTtlSeconds);
                    if (message.queuedBytesPerPair != null && $Object.hasOwnProperty.call(message, "queuedBytesPerPair") && message.queuedBytesPerPair !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.queuedBytesPerPair);
                    if (message.attachmentBytes != null && $Object.hasOwnProperty.call(message, "attachmentBytes") && message.attachmentBytes !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.attachmentBytes);
                    if (message.attachmentsPerUser != null && $Object.hasOwnProperty.call(message, "attachmentsPerUser") && message.attachmentsPerUser !== 0)
                        writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.attachmentsPerUser);
                    if (message.attachmentMibPerUser != null && $Object.hasOwnProperty.call(message, "attachmentMibPerUser") && message.attachmentMibPerUser !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.attachmentMibPerUser);
                    if (message.attachmentsPerParty != null && $Object.hasOwnProperty.call(message, "attachmentsPerParty") && message.attachmentsPerParty !== 0)
                        writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.attachmentsPerParty);
                    if (message.attachmentMibPerParty != null && $Object.hasOwnProperty.call(message, "attachmentMibPerParty") && message.attachmentMibPerParty !== 0)
                        writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.attachmentMibPerParty);
                    if (message.messagesPerPair != null && $Object.hasOwnProperty.call(message, "messagesPerPair") && message.messagesPerPair !== 0)
                        writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.messagesPerPair);
                    if (message.messagesPerPairMinute != null && $Object.hasOwnProperty.call(message, "messagesPerPairMinute") && message.messagesPerPairMinute !== 0)
                        writer.uint32(/* id 13, wireType 0 =*/104).uint32(message.messagesPerPairMinute);
                    if (message.messagesPerUserDay != null && $Object.hasOwnProperty.call(message, "messagesPerUserDay") && message.messagesPerUserDay !== 0)
                        writer.uint32(/* id 14, wireType 0 =*/112).uint32(message.messagesPerUserDay);
                    if (message.messagesPerPartyMinute != null && $Object.hasOwnProperty.call(message, "messagesPerPartyMinute") && message.messagesPerPartyMinute !== 0)
                        writer.uint32(/* id 15, wireType 0 =*/120).uint32(message.messagesPerPartyMinute);
                    if (message.mibPerPartyDay != null && $Object.hasOwnProperty.call(message, "mibPerPartyDay") && message.mibPerPartyDay !== 0)
                        writer.uint32(/* id 16, wireType 0 =*/128).uint32(message.mibPerPartyDay);
                    if (message.bundlesPerTargetHour != null && $Object.hasOwnProperty.call(message, "bundlesPerTargetHour") && message.bundlesPerTargetHour !== 0)
                        writer.uint32(/* id 17, wireType 0 =*/136).uint32(message.bundlesPerTargetHour);
                    if (message.newTargetsPerDay != null && $Object.hasOwnProperty.call(message, "newTargetsPerDay") && message.newTargetsPerDay !== 0)
                        writer.uint32(/* id 18, wireType 0 =*/144).uint32(message.newTargetsPerDay);
                    if (message.linksPerParty != null && $Object.hasOwnProperty.call(message, "linksPerParty") && message.linksPerParty !== 0)
                        writer.uint32(/* id 19, wireType 0 =*/152).uint32(message.linksPerParty);
                    if (message.enlistmentsPerPartyDay != null && $Object.hasOwnProperty.call(message, "enlistmentsPerPartyDay") && message.enlistmentsPerPartyDay !== 0)
                        writer.uint32(/* id 20, wireType 0 =*/160).uint32(message.enlistmentsPerPartyDay);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AgreementLimits message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.AgreementLimits
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.AgreementLimits & drawbridge.gateway.v1.AgreementLimits.$Shape} AgreementLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AgreementLimits.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.AgreementLimits();
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
                                if (value = reader.uint32())
                                    message.contactsPerUserDay = value;
                                else
                                    delete message.contactsPerUserDay;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.bundlesPerPair = value;
                                else
                                    delete message.bundlesPerPair;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.bundleRefillSeconds = value;
                                else
                                    delete message.bundleRefillSeconds;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.queuedPerPair = value;
                                else
                                    delete message.queuedPerPair;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxTtlSeconds = value;
                                else
                                    delete message.maxTtlSeconds;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.queuedBytesPerPair = value;
                                else
                                    delete message.queuedBytesPerPair;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.attachmentBytes = value;
                                else
                                    delete message.attachmentBytes;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.attachmentsPerUser = value;
                                else
                                    delete message.attachmentsPerUser;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.attachmentMibPerUser = value;
                                else
                                    delete message.attachmentMibPerUser;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.attachmentsPerParty = value;
                                else
                                    delete message.attachmentsPerParty;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.attachmentMibPerParty = value;
                                else
                                    delete message.attachmentMibPerParty;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.messagesPerPair = value;
                                else
                                    delete message.messagesPerPair;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.messagesPerPairMinute = value;
                                else
                                    delete message.messagesPerPairMinute;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.messagesPerUserDay = value;
                                else
                                    delete message.messagesPerUserDay;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.messagesPerPartyMinute = value;
                                else
                                    delete message.messagesPerPartyMinute;
                                continue;
                            }
                        case 16: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.mibPerPartyDay = value;
                                else
                                    delete message.mibPerPartyDay;
                                continue;
                            }
                        case 17: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.bundlesPerTargetHour = value;
                                else
                                    delete message.bundlesPerTargetHour;
                                continue;
                            }
                        case 18: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.newTargetsPerDay = value;
                                else
                                    delete message.newTargetsPerDay;
                                continue;
                            }
                        case 19: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.linksPerParty = value;
                                else
                                    delete message.linksPerParty;
                                continue;
                            }
                        case 20: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.enlistmentsPerPartyDay = value;
                                else
                                    delete message.enlistmentsPerPartyDay;
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

                return AgreementLimits;
            })();

            v1.LimitsChanged = (function() {

                /**
                 * Properties of a LimitsChanged.
                 * @typedef {Object} drawbridge.gateway.v1.LimitsChanged.$Properties
                 * @property {number|null} [policyVersion] LimitsChanged policyVersion
                 * @property {drawbridge.gateway.v1.AgreementLimits.$Properties|null} [limits] LimitsChanged limits
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LimitsChanged.
                 * @memberof drawbridge.gateway.v1
                 * @interface ILimitsChanged
                 * @augments drawbridge.gateway.v1.LimitsChanged.$Properties
                 * @deprecated Use drawbridge.gateway.v1.LimitsChanged.$Properties instead.
                 */

                /**
                 * Shape of a LimitsChanged.
                 * @typedef {drawbridge.gateway.v1.LimitsChanged.$Properties} drawbridge.gateway.v1.LimitsChanged.$Shape
                 */

                /**
                 * Constructs a new LimitsChanged.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a LimitsChanged.
                 * @constructor
                 * @param {drawbridge.gateway.v1.LimitsChanged.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LimitsChanged = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LimitsChanged policyVersion.
                 * @member {number} policyVersion
                 * @memberof drawbridge.gateway.v1.LimitsChanged
                 * @instance
                 */
                LimitsChanged.prototype.policyVersion = 0;

                /**
                 * LimitsChanged limits.
                 * @member {drawbridge.gateway.v1.AgreementLimits.$Properties|null|undefined} limits
                 * @memberof drawbridge.gateway.v1.LimitsChanged
                 * @instance
                 */
                LimitsChanged.prototype.limits = null;

                /**
                 * Encodes the specified LimitsChanged message. Does not implicitly {@link drawbridge.gateway.v1.LimitsChanged.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.LimitsChanged
                 * @static
                 * @param {drawbridge.gateway.v1.LimitsChanged.$Properties} message LimitsChanged message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LimitsChanged.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.policyVersion != null && $Object.hasOwnProperty.call(message, "policyVersion") && message.policyVersion !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.policyVersion);
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.drawbridge.gateway.v1.AgreementLimits.encode(message.limits, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LimitsChanged message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.LimitsChanged
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.LimitsChanged & drawbridge.gateway.v1.LimitsChanged.$Shape} LimitsChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LimitsChanged.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.LimitsChanged();
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
                                if (value = reader.uint32())
                                    message.policyVersion = value;
                                else
                                    delete message.policyVersion;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.drawbridge.gateway.v1.AgreementLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
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

                return LimitsChanged;
            })();

            v1.Resume = (function() {

                /**
                 * Properties of a Resume.
                 * @typedef {Object} drawbridge.gateway.v1.Resume.$Properties
                 * @property {Uint8Array|null} [resumeToken] Resume resumeToken
                 * @property {number|null} [upTo] Resume upTo
                 * @property {Array.<number>|null} [also] Resume also
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Resume.
                 * @memberof drawbridge.gateway.v1
                 * @interface IResume
                 * @augments drawbridge.gateway.v1.Resume.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Resume.$Properties instead.
                 */

                /**
                 * Shape of a Resume.
                 * @typedef {drawbridge.gateway.v1.Resume.$Properties} drawbridge.gateway.v1.Resume.$Shape
                 */

                /**
                 * Constructs a new Resume.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Resume.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Resume.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Resume = function (properties) {
                    this.also = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Resume resumeToken.
                 * @member {Uint8Array} resumeToken
                 * @memberof drawbridge.gateway.v1.Resume
                 * @instance
                 */
                Resume.prototype.resumeToken = $util.newBuffer([]);

                /**
                 * Resume upTo.
                 * @member {number} upTo
                 * @memberof drawbridge.gateway.v1.Resume
                 * @instance
                 */
                Resume.prototype.upTo = 0;

                /**
                 * Resume also.
                 * @member {Array.<number>} also
                 * @memberof drawbridge.gateway.v1.Resume
                 * @instance
                 */
                Resume.prototype.also = $util.emptyArray;

                /**
                 * Encodes the specified Resume message. Does not implicitly {@link drawbridge.gateway.v1.Resume.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Resume
                 * @static
                 * @param {drawbridge.gateway.v1.Resume.$Properties} message Resume message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Resume.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken") && message.resumeToken.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.resumeToken);
                    if (message.upTo != null && $Object.hasOwnProperty.call(message, "upTo") && message.upTo !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.upTo);
                    if (message.also != null && message.also.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.also);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Resume message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Resume
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Resume & drawbridge.gateway.v1.Resume.$Shape} Resume
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Resume.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Resume();
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
                                    message.resumeToken = value;
                                else
                                    delete message.resumeToken;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.upTo = value;
                                else
                                    delete message.upTo;
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.also && message.also.length))
                                        message.also = [];
                                    reader.uint32s(message.also);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.also && message.also.length))
                                    message.also = [];
                                message.also.push(reader.uint32());
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

                return Resume;
            })();

            v1.Resumed = (function() {

                /**
                 * Properties of a Resumed.
                 * @typedef {Object} drawbridge.gateway.v1.Resumed.$Properties
                 * @property {boolean|null} [resumed] Resumed resumed
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Resumed.
                 * @memberof drawbridge.gateway.v1
                 * @interface IResumed
                 * @augments drawbridge.gateway.v1.Resumed.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Resumed.$Properties instead.
                 */

                /**
                 * Shape of a Resumed.
                 * @typedef {drawbridge.gateway.v1.Resumed.$Properties} drawbridge.gateway.v1.Resumed.$Shape
                 */

                /**
                 * Constructs a new Resumed.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Resumed.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Resumed.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Resumed = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Resumed resumed.
                 * @member {boolean} resumed
                 * @memberof drawbridge.gateway.v1.Resumed
                 * @instance
                 */
                Resumed.prototype.resumed = false;

                /**
                 * Encodes the specified Resumed message. Does not implicitly {@link drawbridge.gateway.v1.Resumed.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Resumed
                 * @static
                 * @param {drawbridge.gateway.v1.Resumed.$Properties} message Resumed message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Resumed.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed") && message.resumed !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.resumed);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Resumed message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Resumed
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Resumed & drawbridge.gateway.v1.Resumed.$Shape} Resumed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Resumed.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Resumed();
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
                                    message.resumed = value;
                                else
                                    delete message.resumed;
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

                return Resumed;
            })();

            v1.GoAway = (function() {

                /**
                 * Properties of a GoAway.
                 * @typedef {Object} drawbridge.gateway.v1.GoAway.$Properties
                 * @property {drawbridge.gateway.v1.GoAwayReason|null} [reason] GoAway reason
                 * @property {number|null} [reconnectAfterSeconds] GoAway reconnectAfterSeconds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GoAway.
                 * @memberof drawbridge.gateway.v1
                 * @interface IGoAway
                 * @augments drawbridge.gateway.v1.GoAway.$Properties
                 * @deprecated Use drawbridge.gateway.v1.GoAway.$Properties instead.
                 */

                /**
                 * Shape of a GoAway.
                 * @typedef {drawbridge.gateway.v1.GoAway.$Properties} drawbridge.gateway.v1.GoAway.$Shape
                 */

                /**
                 * Constructs a new GoAway.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a GoAway.
                 * @constructor
                 * @param {drawbridge.gateway.v1.GoAway.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GoAway = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GoAway reason.
                 * @member {drawbridge.gateway.v1.GoAwayReason} reason
                 * @memberof drawbridge.gateway.v1.GoAway
                 * @instance
                 */
                GoAway.prototype.reason = 0;

                /**
                 * GoAway reconnectAfterSeconds.
                 * @member {number} reconnectAfterSeconds
                 * @memberof drawbridge.gateway.v1.GoAway
                 * @instance
                 */
                GoAway.prototype.reconnectAfterSeconds = 0;

                /**
                 * Encodes the specified GoAway message. Does not implicitly {@link drawbridge.gateway.v1.GoAway.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.GoAway
                 * @static
                 * @param {drawbridge.gateway.v1.GoAway.$Properties} message GoAway message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GoAway.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.reason);
                    if (message.reconnectAfterSeconds != null && $Object.hasOwnProperty.call(message, "reconnectAfterSeconds") && message.reconnectAfterSeconds !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.reconnectAfterSeconds);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GoAway message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.GoAway
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.GoAway & drawbridge.gateway.v1.GoAway.$Shape} GoAway
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GoAway.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.GoAway();
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
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.reconnectAfterSeconds = value;
                                else
                                    delete message.reconnectAfterSeconds;
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

                return GoAway;
            })();

            /**
             * GoAwayReason enum.
             * @name drawbridge.gateway.v1.GoAwayReason
             * @enum {number}
             * @property {number} GO_AWAY_REASON_UNSPECIFIED=0 GO_AWAY_REASON_UNSPECIFIED value
             * @property {number} GO_AWAY_REASON_DRAINING=1 GO_AWAY_REASON_DRAINING value
             * @property {number} GO_AWAY_REASON_REPLACED=2 GO_AWAY_REASON_REPLACED value
             * @property {number} GO_AWAY_REASON_SUSPENDED=3 GO_AWAY_REASON_SUSPENDED value
             */
            v1.GoAwayReason = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "GO_AWAY_REASON_UNSPECIFIED"] = 0;
                values[valuesById[1] = "GO_AWAY_REASON_DRAINING"] = 1;
                values[valuesById[2] = "GO_AWAY_REASON_REPLACED"] = 2;
                values[valuesById[3] = "GO_AWAY_REASON_SUSPENDED"] = 3;
                return values;
            })();

            v1.Deprecation = (function() {

                /**
                 * Properties of a Deprecation.
                 * @typedef {Object} drawbridge.gateway.v1.Deprecation.$Properties
                 * @property {string|null} [feature] Deprecation feature
                 * @property {string|null} [sunset] Deprecation sunset
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Deprecation.
                 * @memberof drawbridge.gateway.v1
                 * @interface IDeprecation
                 * @augments drawbridge.gateway.v1.Deprecation.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Deprecation.$Properties instead.
                 */

                /**
                 * Shape of a Deprecation.
                 * @typedef {drawbridge.gateway.v1.Deprecation.$Properties} drawbridge.gateway.v1.Deprecation.$Shape
                 */

                /**
                 * Constructs a new Deprecation.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Deprecation.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Deprecation.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Deprecation = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Deprecation feature.
                 * @member {string} feature
                 * @memberof drawbridge.gateway.v1.Deprecation
                 * @instance
                 */
                Deprecation.prototype.feature = "";

                /**
                 * Deprecation sunset.
                 * @member {string} sunset
                 * @memberof drawbridge.gateway.v1.Deprecation
                 * @instance
                 */
                Deprecation.prototype.sunset = "";

                /**
                 * Encodes the specified Deprecation message. Does not implicitly {@link drawbridge.gateway.v1.Deprecation.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Deprecation
                 * @static
                 * @param {drawbridge.gateway.v1.Deprecation.$Properties} message Deprecation message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Deprecation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.feature != null && $Object.hasOwnProperty.call(message, "feature") && message.feature !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.feature);
                    if (message.sunset != null && $Object.hasOwnProperty.call(message, "sunset") && message.sunset !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.sunset);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Deprecation message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Deprecation
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Deprecation & drawbridge.gateway.v1.Deprecation.$Shape} Deprecation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Deprecation.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Deprecation();
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
                                    message.feature = value;
                                else
                                    delete message.feature;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.sunset = value;
                                else
                                    delete message.sunset;
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

                return Deprecation;
            })();

            v1.Envelope = (function() {

                /**
                 * Properties of an Envelope.
                 * @typedef {Object} drawbridge.gateway.v1.Envelope.$Properties
                 * @property {number|null} [deviceId] Envelope deviceId
                 * @property {number|null} [registrationId] Envelope registrationId
                 * @property {drawbridge.gateway.v1.EnvelopeType|null} [type] Envelope type
                 * @property {Uint8Array|null} [ciphertext] Envelope ciphertext
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Envelope.
                 * @memberof drawbridge.gateway.v1
                 * @interface IEnvelope
                 * @augments drawbridge.gateway.v1.Envelope.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Envelope.$Properties instead.
                 */

                /**
                 * Shape of an Envelope.
                 * @typedef {drawbridge.gateway.v1.Envelope.$Properties} drawbridge.gateway.v1.Envelope.$Shape
                 */

                /**
                 * Constructs a new Envelope.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Envelope.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Envelope.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Envelope = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Envelope deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.deviceId = 0;

                /**
                 * Envelope registrationId.
                 * @member {number} registrationId
                 * @memberof drawbridge.gateway.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.registrationId = 0;

                /**
                 * Envelope type.
                 * @member {drawbridge.gateway.v1.EnvelopeType} type
                 * @memberof drawbridge.gateway.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.type = 0;

                /**
                 * Envelope ciphertext.
                 * @member {Uint8Array} ciphertext
                 * @memberof drawbridge.gateway.v1.Envelope
                 * @instance
                 */
                Envelope.prototype.ciphertext = $util.newBuffer([]);

                /**
                 * Encodes the specified Envelope message. Does not implicitly {@link drawbridge.gateway.v1.Envelope.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Envelope
                 * @static
                 * @param {drawbridge.gateway.v1.Envelope.$Properties} message Envelope message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Envelope.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.deviceId);
                    if (message.registrationId != null && $Object.hasOwnProperty.call(message, "registrationId") && message.registrationId !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.registrationId);
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).int32(message.type);
                    if (message.ciphertext != null && $Object.hasOwnProperty.call(message, "ciphertext") && message.ciphertext.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.ciphertext);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Envelope message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Envelope
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Envelope & drawbridge.gateway.v1.Envelope.$Shape} Envelope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Envelope.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Envelope();
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
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.registrationId = value;
                                else
                                    delete message.registrationId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.type = value;
                                else
                                    delete message.type;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.ciphertext = value;
                                else
                                    delete message.ciphertext;
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

                return Envelope;
            })();

            /**
             * EnvelopeType enum.
             * @name drawbridge.gateway.v1.EnvelopeType
             * @enum {number}
             * @property {number} ENVELOPE_TYPE_UNSPECIFIED=0 ENVELOPE_TYPE_UNSPECIFIED value
             * @property {number} ENVELOPE_TYPE_RATCHET=2 ENVELOPE_TYPE_RATCHET value
             * @property {number} ENVELOPE_TYPE_PREKEY=3 ENVELOPE_TYPE_PREKEY value
             * @property {number} ENVELOPE_TYPE_PLAINTEXT=8 ENVELOPE_TYPE_PLAINTEXT value
             */
            v1.EnvelopeType = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ENVELOPE_TYPE_UNSPECIFIED"] = 0;
                values[valuesById[2] = "ENVELOPE_TYPE_RATCHET"] = 2;
                values[valuesById[3] = "ENVELOPE_TYPE_PREKEY"] = 3;
                values[valuesById[8] = "ENVELOPE_TYPE_PLAINTEXT"] = 8;
                return values;
            })();

            /**
             * MessageClass enum.
             * @name drawbridge.gateway.v1.MessageClass
             * @enum {number}
             * @property {number} MESSAGE_CLASS_UNSPECIFIED=0 MESSAGE_CLASS_UNSPECIFIED value
             * @property {number} MESSAGE_CLASS_NORMAL=1 MESSAGE_CLASS_NORMAL value
             * @property {number} MESSAGE_CLASS_EPHEMERAL=2 MESSAGE_CLASS_EPHEMERAL value
             */
            v1.MessageClass = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "MESSAGE_CLASS_UNSPECIFIED"] = 0;
                values[valuesById[1] = "MESSAGE_CLASS_NORMAL"] = 1;
                values[valuesById[2] = "MESSAGE_CLASS_EPHEMERAL"] = 2;
                return values;
            })();

            v1.Submit = (function() {

                /**
                 * Properties of a Submit.
                 * @typedef {Object} drawbridge.gateway.v1.Submit.$Properties
                 * @property {Uint8Array|null} [submissionId] Submit submissionId
                 * @property {Uint8Array|null} [senderUser] Submit senderUser
                 * @property {number|null} [senderDevice] Submit senderDevice
                 * @property {Uint8Array|null} [recipientUser] Submit recipientUser
                 * @property {Uint8Array|null} [consentToken] Submit consentToken
                 * @property {Array.<Uint8Array>|null} [envelopes] Submit envelopes
                 * @property {Uint8Array|null} [frankingCommitment] Submit frankingCommitment
                 * @property {drawbridge.gateway.v1.MessageClass|null} [messageClass] Submit messageClass
                 * @property {boolean|null} [urgent] Submit urgent
                 * @property {number|null} [ttlSeconds] Submit ttlSeconds
                 * @property {boolean|null} [partial] Submit partial
                 * @property {Array.<Uint8Array>|null} [attachments] Submit attachments
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Submit.
                 * @memberof drawbridge.gateway.v1
                 * @interface ISubmit
                 * @augments drawbridge.gateway.v1.Submit.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Submit.$Properties instead.
                 */

                /**
                 * Shape of a Submit.
                 * @typedef {drawbridge.gateway.v1.Submit.$Properties} drawbridge.gateway.v1.Submit.$Shape
                 */

                /**
                 * Constructs a new Submit.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Submit.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Submit.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Submit = function (properties) {
                    this.envelopes = [];
                    this.attachments = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Submit submissionId.
                 * @member {Uint8Array} submissionId
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.submissionId = $util.newBuffer([]);

                /**
                 * Submit senderUser.
                 * @member {Uint8Array} senderUser
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.senderUser = $util.newBuffer([]);

                /**
                 * Submit senderDevice.
                 * @member {number} senderDevice
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.senderDevice = 0;

                /**
                 * Submit recipientUser.
                 * @member {Uint8Array} recipientUser
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.recipientUser = $util.newBuffer([]);

                /**
                 * Submit consentToken.
                 * @member {Uint8Array} consentToken
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.consentToken = $util.newBuffer([]);

                /**
                 * Submit envelopes.
                 * @member {Array.<Uint8Array>} envelopes
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.envelopes = $util.emptyArray;

                /**
                 * Submit frankingCommitment.
                 * @member {Uint8Array} frankingCommitment
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.frankingCommitment = $util.newBuffer([]);

                /**
                 * Submit messageClass.
                 * @member {drawbridge.gateway.v1.MessageClass} messageClass
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.messageClass = 0;

                /**
                 * Submit urgent.
                 * @member {boolean} urgent
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.urgent = false;

                /**
                 * Submit ttlSeconds.
                 * @member {number} ttlSeconds
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.ttlSeconds = 0;

                /**
                 * Submit partial.
                 * @member {boolean} partial
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.partial = false;

                /**
                 * Submit attachments.
                 * @member {Array.<Uint8Array>} attachments
                 * @memberof drawbridge.gateway.v1.Submit
                 * @instance
                 */
                Submit.prototype.attachments = $util.emptyArray;

                /**
                 * Encodes the specified Submit message. Does not implicitly {@link drawbridge.gateway.v1.Submit.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Submit
                 * @static
                 * @param {drawbridge.gateway.v1.Submit.$Properties} message Submit message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Submit.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.submissionId != null && $Object.hasOwnProperty.call(message, "submissionId") && message.submissionId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.submissionId);
                    if (message.senderUser != null && $Object.hasOwnProperty.call(message, "senderUser") && message.senderUser.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.senderUser);
                    if (message.senderDevice != null && $Object.hasOwnProperty.call(message, "senderDevice") && message.senderDevice !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.senderDevice);
                    if (message.recipientUser != null && $Object.hasOwnProperty.call(message, "recipientUser") && message.recipientUser.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.recipientUser);
                    if (message.consentToken != null && $Object.hasOwnProperty.call(message, "consentToken") && message.consentToken.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.consentToken);
                    if (message.envelopes != null && message.envelopes.length)
                        for (let i = 0; i < message.envelopes.length; ++i)
                            writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.envelopes[i]);
                    if (message.frankingCommitment != null && $Object.hasOwnProperty.call(message, "frankingCommitment") && message.frankingCommitment.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.frankingCommitment);
                    if (message.messageClass != null && $Object.hasOwnProperty.call(message, "messageClass") && message.messageClass !== 0)
                        writer.uint32(/* id 8, wireType 0 =*/64).int32(message.messageClass);
                    if (message.urgent != null && $Object.hasOwnProperty.call(message, "urgent") && message.urgent !== false)
                        writer.uint32(/* id 9, wireType 0 =*/72).bool(message.urgent);
                    if (message.ttlSeconds != null && $Object.hasOwnProperty.call(message, "ttlSeconds") && message.ttlSeconds !== 0)
                        writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.ttlSeconds);
                    if (message.partial != null && $Object.hasOwnProperty.call(message, "partial") && message.partial !== false)
                        writer.uint32(/* id 11, wireType 0 =*/88).bool(message.partial);
                    if (message.attachments != null && message.attachments.length)
                        for (let i = 0; i < message.attachments.length; ++i)
                            writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.attachments[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Submit message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Submit
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Submit & drawbridge.gateway.v1.Submit.$Shape} Submit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Submit.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Submit();
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
                                    message.senderUser = value;
                                else
                                    delete message.senderUser;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.senderDevice = value;
                                else
                                    delete message.senderDevice;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.recipientUser = value;
                                else
                                    delete message.recipientUser;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.consentToken = value;
                                else
                                    delete message.consentToken;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.envelopes && message.envelopes.length))
                                    message.envelopes = [];
                                message.envelopes.push(reader.bytes());
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.frankingCommitment = value;
                                else
                                    delete message.frankingCommitment;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.messageClass = value;
                                else
                                    delete message.messageClass;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.urgent = value;
                                else
                                    delete message.urgent;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.ttlSeconds = value;
                                else
                                    delete message.ttlSeconds;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.partial = value;
                                else
                                    delete message.partial;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.attachments && message.attachments.length))
                                    message.attachments = [];
                                message.attachments.push(reader.bytes());
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

                return Submit;
            })();

            v1.Accepted = (function() {

                /**
                 * Properties of an Accepted.
                 * @typedef {Object} drawbridge.gateway.v1.Accepted.$Properties
                 * @property {number|null} [gatewayTimeMs] Accepted gatewayTimeMs
                 * @property {Array.<drawbridge.gateway.v1.LanePlace.$Properties>|null} [places] Accepted places
                 * @property {drawbridge.gateway.v1.Frank.$Properties|null} [frank] Accepted frank
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Accepted.
                 * @memberof drawbridge.gateway.v1
                 * @interface IAccepted
                 * @augments drawbridge.gateway.v1.Accepted.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Accepted.$Properties instead.
                 */

                /**
                 * Shape of an Accepted.
                 * @typedef {drawbridge.gateway.v1.Accepted.$Properties} drawbridge.gateway.v1.Accepted.$Shape
                 */

                /**
                 * Constructs a new Accepted.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Accepted.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Accepted.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Accepted = function (properties) {
                    this.places = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Accepted gatewayTimeMs.
                 * @member {number} gatewayTimeMs
                 * @memberof drawbridge.gateway.v1.Accepted
                 * @instance
                 */
                Accepted.prototype.gatewayTimeMs = 0;

                /**
                 * Accepted places.
                 * @member {Array.<drawbridge.gateway.v1.LanePlace.$Properties>} places
                 * @memberof drawbridge.gateway.v1.Accepted
                 * @instance
                 */
                Accepted.prototype.places = $util.emptyArray;

                /**
                 * Accepted frank.
                 * @member {drawbridge.gateway.v1.Frank.$Properties|null|undefined} frank
                 * @memberof drawbridge.gateway.v1.Accepted
                 * @instance
                 */
                Accepted.prototype.frank = null;

                /**
                 * Encodes the specified Accepted message. Does not implicitly {@link drawbridge.gateway.v1.Accepted.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Accepted
                 * @static
                 * @param {drawbridge.gateway.v1.Accepted.$Properties} message Accepted message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Accepted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.gatewayTimeMs != null && $Object.hasOwnProperty.call(message, "gatewayTimeMs") && !$Object.is(message.gatewayTimeMs, 0))
                        writer.uint32(/* id 1, wireType 1 =*/9).double(message.gatewayTimeMs);
                    if (message.places != null && message.places.length)
                        for (let i = 0; i < message.places.length; ++i)
                            $root.drawbridge.gateway.v1.LanePlace.encode(message.places[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.frank != null && $Object.hasOwnProperty.call(message, "frank"))
                        $root.drawbridge.gateway.v1.Frank.encode(message.frank, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Accepted message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Accepted
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Accepted & drawbridge.gateway.v1.Accepted.$Shape} Accepted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Accepted.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Accepted();
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
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.gatewayTimeMs = value;
                                else
                                    delete message.gatewayTimeMs;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.places && message.places.length))
                                    message.places = [];
                                message.places.push($root.drawbridge.gateway.v1.LanePlace.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.frank = $root.drawbridge.gateway.v1.Frank.decode(reader, reader.size(), $undefined, _depth + 1, message.frank);
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

                return Accepted;
            })();

            v1.LanePlace = (function() {

                /**
                 * Properties of a LanePlace.
                 * @typedef {Object} drawbridge.gateway.v1.LanePlace.$Properties
                 * @property {number|null} [deviceId] LanePlace deviceId
                 * @property {number|null} [laneSequence] LanePlace laneSequence
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a LanePlace.
                 * @memberof drawbridge.gateway.v1
                 * @interface ILanePlace
                 * @augments drawbridge.gateway.v1.LanePlace.$Properties
                 * @deprecated Use drawbridge.gateway.v1.LanePlace.$Properties instead.
                 */

                /**
                 * Shape of a LanePlace.
                 * @typedef {drawbridge.gateway.v1.LanePlace.$Properties} drawbridge.gateway.v1.LanePlace.$Shape
                 */

                /**
                 * Constructs a new LanePlace.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a LanePlace.
                 * @constructor
                 * @param {drawbridge.gateway.v1.LanePlace.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const LanePlace = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * LanePlace deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.LanePlace
                 * @instance
                 */
                LanePlace.prototype.deviceId = 0;

                /**
                 * LanePlace laneSequence.
                 * @member {number} laneSequence
                 * @memberof drawbridge.gateway.v1.LanePlace
                 * @instance
                 */
                LanePlace.prototype.laneSequence = 0;

                /**
                 * Encodes the specified LanePlace message. Does not implicitly {@link drawbridge.gateway.v1.LanePlace.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.LanePlace
                 * @static
                 * @param {drawbridge.gateway.v1.LanePlace.$Properties} message LanePlace message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                LanePlace.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.deviceId);
                    if (message.laneSequence != null && $Object.hasOwnProperty.call(message, "laneSequence") && message.laneSequence !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.laneSequence);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a LanePlace message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.LanePlace
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.LanePlace & drawbridge.gateway.v1.LanePlace.$Shape} LanePlace
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                LanePlace.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.LanePlace();
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
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.laneSequence = value;
                                else
                                    delete message.laneSequence;
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

                return LanePlace;
            })();

            v1.Frank = (function() {

                /**
                 * Properties of a Frank.
                 * @typedef {Object} drawbridge.gateway.v1.Frank.$Properties
                 * @property {number|null} [keyEpoch] Frank keyEpoch
                 * @property {Uint8Array|null} [mac] Frank mac
                 * @property {Uint8Array|null} [signature] Frank signature
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Frank.
                 * @memberof drawbridge.gateway.v1
                 * @interface IFrank
                 * @augments drawbridge.gateway.v1.Frank.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Frank.$Properties instead.
                 */

                /**
                 * Shape of a Frank.
                 * @typedef {drawbridge.gateway.v1.Frank.$Properties} drawbridge.gateway.v1.Frank.$Shape
                 */

                /**
                 * Constructs a new Frank.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Frank.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Frank.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Frank = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Frank keyEpoch.
                 * @member {number} keyEpoch
                 * @memberof drawbridge.gateway.v1.Frank
                 * @instance
                 */
                Frank.prototype.keyEpoch = 0;

                /**
                 * Frank mac.
                 * @member {Uint8Array} mac
                 * @memberof drawbridge.gateway.v1.Frank
                 * @instance
                 */
                Frank.prototype.mac = $util.newBuffer([]);

                /**
                 * Frank signature.
                 * @member {Uint8Array} signature
                 * @memberof drawbridge.gateway.v1.Frank
                 * @instance
                 */
                Frank.prototype.signature = $util.newBuffer([]);

                /**
                 * Encodes the specified Frank message. Does not implicitly {@link drawbridge.gateway.v1.Frank.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Frank
                 * @static
                 * @param {drawbridge.gateway.v1.Frank.$Properties} message Frank message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Frank.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.keyEpoch != null && $Object.hasOwnProperty.call(message, "keyEpoch") && message.keyEpoch !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.keyEpoch);
                    if (message.mac != null && $Object.hasOwnProperty.call(message, "mac") && message.mac.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.mac);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Frank message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Frank
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Frank & drawbridge.gateway.v1.Frank.$Shape} Frank
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Frank.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Frank();
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
                                if (value = reader.uint32())
                                    message.keyEpoch = value;
                                else
                                    delete message.keyEpoch;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.mac = value;
                                else
                                    delete message.mac;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signature = value;
                                else
                                    delete message.signature;
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

                return Frank;
            })();

            v1.DeviceMismatch = (function() {

                /**
                 * Properties of a DeviceMismatch.
                 * @typedef {Object} drawbridge.gateway.v1.DeviceMismatch.$Properties
                 * @property {Array.<number>|null} [missing] DeviceMismatch missing
                 * @property {Array.<number>|null} [extra] DeviceMismatch extra
                 * @property {Array.<number>|null} [stale] DeviceMismatch stale
                 * @property {number|null} [deviceListVersion] DeviceMismatch deviceListVersion
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeviceMismatch.
                 * @memberof drawbridge.gateway.v1
                 * @interface IDeviceMismatch
                 * @augments drawbridge.gateway.v1.DeviceMismatch.$Properties
                 * @deprecated Use drawbridge.gateway.v1.DeviceMismatch.$Properties instead.
                 */

                /**
                 * Shape of a DeviceMismatch.
                 * @typedef {drawbridge.gateway.v1.DeviceMismatch.$Properties} drawbridge.gateway.v1.DeviceMismatch.$Shape
                 */

                /**
                 * Constructs a new DeviceMismatch.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a DeviceMismatch.
                 * @constructor
                 * @param {drawbridge.gateway.v1.DeviceMismatch.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeviceMismatch = function (properties) {
                    this.missing = [];
                    this.extra = [];
                    this.stale = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeviceMismatch missing.
                 * @member {Array.<number>} missing
                 * @memberof drawbridge.gateway.v1.DeviceMismatch
                 * @instance
                 */
                DeviceMismatch.prototype.missing = $util.emptyArray;

                /**
                 * DeviceMismatch extra.
                 * @member {Array.<number>} extra
                 * @memberof drawbridge.gateway.v1.DeviceMismatch
                 * @instance
                 */
                DeviceMismatch.prototype.extra = $util.emptyArray;

                /**
                 * DeviceMismatch stale.
                 * @member {Array.<number>} stale
                 * @memberof drawbridge.gateway.v1.DeviceMismatch
                 * @instance
                 */
                DeviceMismatch.prototype.stale = $util.emptyArray;

                /**
                 * DeviceMismatch deviceListVersion.
                 * @member {number} deviceListVersion
                 * @memberof drawbridge.gateway.v1.DeviceMismatch
                 * @instance
                 */
                DeviceMismatch.prototype.deviceListVersion = 0;

                /**
                 * Encodes the specified DeviceMismatch message. Does not implicitly {@link drawbridge.gateway.v1.DeviceMismatch.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.DeviceMismatch
                 * @static
                 * @param {drawbridge.gateway.v1.DeviceMismatch.$Properties} message DeviceMismatch message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeviceMismatch.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.missing != null && message.missing.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.missing);
                    if (message.extra != null && message.extra.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.extra);
                    if (message.stale != null && message.stale.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.stale);
                    if (message.deviceListVersion != null && $Object.hasOwnProperty.call(message, "deviceListVersion") && message.deviceListVersion !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.deviceListVersion);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeviceMismatch message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.DeviceMismatch
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.DeviceMismatch & drawbridge.gateway.v1.DeviceMismatch.$Shape} DeviceMismatch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeviceMismatch.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.DeviceMismatch();
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
                                if (wireType === 2) {
                                    if (!(message.missing && message.missing.length))
                                        message.missing = [];
                                    reader.uint32s(message.missing);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.missing && message.missing.length))
                                    message.missing = [];
                                message.missing.push(reader.uint32());
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.extra && message.extra.length))
                                        message.extra = [];
                                    reader.uint32s(message.extra);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.extra && message.extra.length))
                                    message.extra = [];
                                message.extra.push(reader.uint32());
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.stale && message.stale.length))
                                        message.stale = [];
                                    reader.uint32s(message.stale);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.stale && message.stale.length))
                                    message.stale = [];
                                message.stale.push(reader.uint32());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.deviceListVersion = value;
                                else
                                    delete message.deviceListVersion;
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

                return DeviceMismatch;
            })();

            v1.Throttled = (function() {

                /**
                 * Properties of a Throttled.
                 * @typedef {Object} drawbridge.gateway.v1.Throttled.$Properties
                 * @property {number|null} [retryAfterSeconds] Throttled retryAfterSeconds
                 * @property {drawbridge.gateway.v1.ThrottleScope|null} [scope] Throttled scope
                 * @property {Array.<drawbridge.gateway.v1.Headroom.$Properties>|null} [headroom] Throttled headroom
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Throttled.
                 * @memberof drawbridge.gateway.v1
                 * @interface IThrottled
                 * @augments drawbridge.gateway.v1.Throttled.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Throttled.$Properties instead.
                 */

                /**
                 * Shape of a Throttled.
                 * @typedef {drawbridge.gateway.v1.Throttled.$Properties} drawbridge.gateway.v1.Throttled.$Shape
                 */

                /**
                 * Constructs a new Throttled.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Throttled.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Throttled.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Throttled = function (properties) {
                    this.headroom = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Throttled retryAfterSeconds.
                 * @member {number} retryAfterSeconds
                 * @memberof drawbridge.gateway.v1.Throttled
                 * @instance
                 */
                Throttled.prototype.retryAfterSeconds = 0;

                /**
                 * Throttled scope.
                 * @member {drawbridge.gateway.v1.ThrottleScope} scope
                 * @memberof drawbridge.gateway.v1.Throttled
                 * @instance
                 */
                Throttled.prototype.scope = 0;

                /**
                 * Throttled headroom.
                 * @member {Array.<drawbridge.gateway.v1.Headroom.$Properties>} headroom
                 * @memberof drawbridge.gateway.v1.Throttled
                 * @instance
                 */
                Throttled.prototype.headroom = $util.emptyArray;

                /**
                 * Encodes the specified Throttled message. Does not implicitly {@link drawbridge.gateway.v1.Throttled.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Throttled
                 * @static
                 * @param {drawbridge.gateway.v1.Throttled.$Properties} message Throttled message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Throttled.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.retryAfterSeconds != null && $Object.hasOwnProperty.call(message, "retryAfterSeconds") && message.retryAfterSeconds !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.retryAfterSeconds);
                    if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.scope);
                    if (message.headroom != null && message.headroom.length)
                        for (let i = 0; i < message.headroom.length; ++i)
                            $root.drawbridge.gateway.v1.Headroom.encode(message.headroom[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Throttled message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Throttled
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Throttled & drawbridge.gateway.v1.Throttled.$Shape} Throttled
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Throttled.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Throttled();
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
                                if (value = reader.uint32())
                                    message.retryAfterSeconds = value;
                                else
                                    delete message.retryAfterSeconds;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.scope = value;
                                else
                                    delete message.scope;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.headroom && message.headroom.length))
                                    message.headroom = [];
                                message.headroom.push($root.drawbridge.gateway.v1.Headroom.decode(reader, reader.size(), $undefined, _depth + 1));
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

                return Throttled;
            })();

            v1.Headroom = (function() {

                /**
                 * Properties of a Headroom.
                 * @typedef {Object} drawbridge.gateway.v1.Headroom.$Properties
                 * @property {string|null} [limit] Headroom limit
                 * @property {number|null} [left] Headroom left
                 * @property {number|null} [wholeAfterSeconds] Headroom wholeAfterSeconds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Headroom.
                 * @memberof drawbridge.gateway.v1
                 * @interface IHeadroom
                 * @augments drawbridge.gateway.v1.Headroom.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Headroom.$Properties instead.
                 */

                /**
                 * Shape of a Headroom.
                 * @typedef {drawbridge.gateway.v1.Headroom.$Properties} drawbridge.gateway.v1.Headroom.$Shape
                 */

                /**
                 * Constructs a new Headroom.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Headroom.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Headroom.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Headroom = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Headroom limit.
                 * @member {string} limit
                 * @memberof drawbridge.gateway.v1.Headroom
                 * @instance
                 */
                Headroom.prototype.limit = "";

                /**
                 * Headroom left.
                 * @member {number} left
                 * @memberof drawbridge.gateway.v1.Headroom
                 * @instance
                 */
                Headroom.prototype.left = 0;

                /**
                 * Headroom wholeAfterSeconds.
                 * @member {number} wholeAfterSeconds
                 * @memberof drawbridge.gateway.v1.Headroom
                 * @instance
                 */
                Headroom.prototype.wholeAfterSeconds = 0;

                /**
                 * Encodes the specified Headroom message. Does not implicitly {@link drawbridge.gateway.v1.Headroom.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Headroom
                 * @static
                 * @param {drawbridge.gateway.v1.Headroom.$Properties} message Headroom message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Headroom.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.limit);
                    if (message.left != null && $Object.hasOwnProperty.call(message, "left") && message.left !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.left);
                    if (message.wholeAfterSeconds != null && $Object.hasOwnProperty.call(message, "wholeAfterSeconds") && message.wholeAfterSeconds !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.wholeAfterSeconds);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Headroom message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Headroom
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Headroom & drawbridge.gateway.v1.Headroom.$Shape} Headroom
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Headroom.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Headroom();
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
                                    message.limit = value;
                                else
                                    delete message.limit;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.left = value;
                                else
                                    delete message.left;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.wholeAfterSeconds = value;
                                else
                                    delete message.wholeAfterSeconds;
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

                return Headroom;
            })();

            /**
             * ThrottleScope enum.
             * @name drawbridge.gateway.v1.ThrottleScope
             * @enum {number}
             * @property {number} THROTTLE_SCOPE_UNSPECIFIED=0 THROTTLE_SCOPE_UNSPECIFIED value
             * @property {number} THROTTLE_SCOPE_PAIR=1 THROTTLE_SCOPE_PAIR value
             * @property {number} THROTTLE_SCOPE_USER=2 THROTTLE_SCOPE_USER value
             * @property {number} THROTTLE_SCOPE_PARTY=3 THROTTLE_SCOPE_PARTY value
             */
            v1.ThrottleScope = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "THROTTLE_SCOPE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "THROTTLE_SCOPE_PAIR"] = 1;
                values[valuesById[2] = "THROTTLE_SCOPE_USER"] = 2;
                values[valuesById[3] = "THROTTLE_SCOPE_PARTY"] = 3;
                return values;
            })();

            v1.Deliver = (function() {

                /**
                 * Properties of a Deliver.
                 * @typedef {Object} drawbridge.gateway.v1.Deliver.$Properties
                 * @property {number|null} [streamSequence] Deliver streamSequence
                 * @property {Uint8Array|null} [submissionId] Deliver submissionId
                 * @property {Uint8Array|null} [senderUser] Deliver senderUser
                 * @property {number|null} [senderDevice] Deliver senderDevice
                 * @property {Uint8Array|null} [recipientUser] Deliver recipientUser
                 * @property {number|null} [recipientDevice] Deliver recipientDevice
                 * @property {number|null} [laneSequence] Deliver laneSequence
                 * @property {number|null} [gatewayTimeMs] Deliver gatewayTimeMs
                 * @property {number|null} [attempt] Deliver attempt
                 * @property {Uint8Array|null} [frankingCommitment] Deliver frankingCommitment
                 * @property {drawbridge.gateway.v1.Frank.$Properties|null} [frank] Deliver frank
                 * @property {Uint8Array|null} [envelope] Deliver envelope
                 * @property {boolean|null} [urgent] Deliver urgent
                 * @property {boolean|null} [late] Deliver late
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Deliver.
                 * @memberof drawbridge.gateway.v1
                 * @interface IDeliver
                 * @augments drawbridge.gateway.v1.Deliver.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Deliver.$Properties instead.
                 */

                /**
                 * Shape of a Deliver.
                 * @typedef {drawbridge.gateway.v1.Deliver.$Properties} drawbridge.gateway.v1.Deliver.$Shape
                 */

                /**
                 * Constructs a new Deliver.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Deliver.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Deliver.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Deliver = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Deliver streamSequence.
                 * @member {number} streamSequence
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.streamSequence = 0;

                /**
                 * Deliver submissionId.
                 * @member {Uint8Array} submissionId
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.submissionId = $util.newBuffer([]);

                /**
                 * Deliver senderUser.
                 * @member {Uint8Array} senderUser
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.senderUser = $util.newBuffer([]);

                /**
                 * Deliver senderDevice.
                 * @member {number} senderDevice
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.senderDevice = 0;

                /**
                 * Deliver recipientUser.
                 * @member {Uint8Array} recipientUser
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.recipientUser = $util.newBuffer([]);

                /**
                 * Deliver recipientDevice.
                 * @member {number} recipientDevice
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.recipientDevice = 0;

                /**
                 * Deliver laneSequence.
                 * @member {number} laneSequence
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.laneSequence = 0;

                /**
                 * Deliver gatewayTimeMs.
                 * @member {number} gatewayTimeMs
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.gatewayTimeMs = 0;

                /**
                 * Deliver attempt.
                 * @member {number} attempt
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.attempt = 0;

                /**
                 * Deliver frankingCommitment.
                 * @member {Uint8Array} frankingCommitment
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.frankingCommitment = $util.newBuffer([]);

                /**
                 * Deliver frank.
                 * @member {drawbridge.gateway.v1.Frank.$Properties|null|undefined} frank
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.frank = null;

                /**
                 * Deliver envelope.
                 * @member {Uint8Array} envelope
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.envelope = $util.newBuffer([]);

                /**
                 * Deliver urgent.
                 * @member {boolean} urgent
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.urgent = false;

                /**
                 * Deliver late.
                 * @member {boolean} late
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @instance
                 */
                Deliver.prototype.late = false;

                /**
                 * Encodes the specified Deliver message. Does not implicitly {@link drawbridge.gateway.v1.Deliver.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @static
                 * @param {drawbridge.gateway.v1.Deliver.$Properties} message Deliver message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Deliver.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.streamSequence != null && $Object.hasOwnProperty.call(message, "streamSequence") && message.streamSequence !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.streamSequence);
                    if (message.submissionId != null && $Object.hasOwnProperty.call(message, "submissionId") && message.submissionId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.submissionId);
                    if (message.senderUser != null && $Object.hasOwnProperty.call(message, "senderUser") && message.senderUser.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.senderUser);
                    if (message.senderDevice != null && $Object.hasOwnProperty.call(message, "senderDevice") && message.senderDevice !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.senderDevice);
                    if (message.recipientUser != null && $Object.hasOwnProperty.call(message, "recipientUser") && message.recipientUser.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.recipientUser);
                    if (message.recipientDevice != null && $Object.hasOwnProperty.call(message, "recipientDevice") && message.recipientDevice !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.recipientDevice);
                    if (message.laneSequence != null && $Object.hasOwnProperty.call(message, "laneSequence") && message.laneSequence !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.laneSequence);
                    if (message.gatewayTimeMs != null && $Object.hasOwnProperty.call(message, "gatewayTimeMs") && !$Object.is(message.gatewayTimeMs, 0))
                        writer.uint32(/* id 8, wireType 1 =*/65).double(message.gatewayTimeMs);
                    if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt") && message.attempt !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.attempt);
                    if (message.frankingCommitment != null && $Object.hasOwnProperty.call(message, "frankingCommitment") && message.frankingCommitment.length)
                        writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.frankingCommitment);
                    if (message.frank != null && $Object.hasOwnProperty.call(message, "frank"))
                        $root.drawbridge.gateway.v1.Frank.encode(message.frank, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope") && message.envelope.length)
                        writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.envelope);
                    if (message.urgent != null && $Object.hasOwnProperty.call(message, "urgent") && message.urgent !== false)
                        writer.uint32(/* id 13, wireType 0 =*/104).bool(message.urgent);
                    if (message.late != null && $Object.hasOwnProperty.call(message, "late") && message.late !== false)
                        writer.uint32(/* id 14, wireType 0 =*/112).bool(message.late);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Deliver message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Deliver
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Deliver & drawbridge.gateway.v1.Deliver.$Shape} Deliver
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Deliver.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Deliver();
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
                                if (value = reader.uint32())
                                    message.streamSequence = value;
                                else
                                    delete message.streamSequence;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.submissionId = value;
                                else
                                    delete message.submissionId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.senderUser = value;
                                else
                                    delete message.senderUser;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.senderDevice = value;
                                else
                                    delete message.senderDevice;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.recipientUser = value;
                                else
                                    delete message.recipientUser;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.recipientDevice = value;
                                else
                                    delete message.recipientDevice;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.laneSequence = value;
                                else
                                    delete message.laneSequence;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.gatewayTimeMs = value;
                                else
                                    delete message.gatewayTimeMs;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.attempt = value;
                                else
                                    delete message.attempt;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.frankingCommitment = value;
                                else
                                    delete message.frankingCommitment;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.frank = $root.drawbridge.gateway.v1.Frank.decode(reader, reader.size(), $undefined, _depth + 1, message.frank);
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.envelope = value;
                                else
                                    delete message.envelope;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.urgent = value;
                                else
                                    delete message.urgent;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.late = value;
                                else
                                    delete message.late;
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

                return Deliver;
            })();

            v1.Ack = (function() {

                /**
                 * Properties of an Ack.
                 * @typedef {Object} drawbridge.gateway.v1.Ack.$Properties
                 * @property {number|null} [upTo] Ack upTo
                 * @property {Array.<number>|null} [also] Ack also
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Ack.
                 * @memberof drawbridge.gateway.v1
                 * @interface IAck
                 * @augments drawbridge.gateway.v1.Ack.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Ack.$Properties instead.
                 */

                /**
                 * Shape of an Ack.
                 * @typedef {drawbridge.gateway.v1.Ack.$Properties} drawbridge.gateway.v1.Ack.$Shape
                 */

                /**
                 * Constructs a new Ack.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Ack.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Ack.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Ack = function (properties) {
                    this.also = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Ack upTo.
                 * @member {number} upTo
                 * @memberof drawbridge.gateway.v1.Ack
                 * @instance
                 */
                Ack.prototype.upTo = 0;

                /**
                 * Ack also.
                 * @member {Array.<number>} also
                 * @memberof drawbridge.gateway.v1.Ack
                 * @instance
                 */
                Ack.prototype.also = $util.emptyArray;

                /**
                 * Encodes the specified Ack message. Does not implicitly {@link drawbridge.gateway.v1.Ack.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Ack
                 * @static
                 * @param {drawbridge.gateway.v1.Ack.$Properties} message Ack message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Ack.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.upTo != null && $Object.hasOwnProperty.call(message, "upTo") && message.upTo !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.upTo);
                    if (message.also != null && message.also.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.also);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Ack message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Ack
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Ack & drawbridge.gateway.v1.Ack.$Shape} Ack
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Ack.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Ack();
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
                                if (value = reader.uint32())
                                    message.upTo = value;
                                else
                                    delete message.upTo;
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.also && message.also.length))
                                        message.also = [];
                                    reader.uint32s(message.also);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.also && message.also.length))
                                    message.also = [];
                                message.also.push(reader.uint32());
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

                return Ack;
            })();

            v1.Nack = (function() {

                /**
                 * Properties of a Nack.
                 * @typedef {Object} drawbridge.gateway.v1.Nack.$Properties
                 * @property {number|null} [streamSequence] Nack streamSequence
                 * @property {string|null} [reason] Nack reason
                 * @property {boolean|null} [retryable] Nack retryable
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Nack.
                 * @memberof drawbridge.gateway.v1
                 * @interface INack
                 * @augments drawbridge.gateway.v1.Nack.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Nack.$Properties instead.
                 */

                /**
                 * Shape of a Nack.
                 * @typedef {drawbridge.gateway.v1.Nack.$Properties} drawbridge.gateway.v1.Nack.$Shape
                 */

                /**
                 * Constructs a new Nack.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Nack.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Nack.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Nack = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Nack streamSequence.
                 * @member {number} streamSequence
                 * @memberof drawbridge.gateway.v1.Nack
                 * @instance
                 */
                Nack.prototype.streamSequence = 0;

                /**
                 * Nack reason.
                 * @member {string} reason
                 * @memberof drawbridge.gateway.v1.Nack
                 * @instance
                 */
                Nack.prototype.reason = "";

                /**
                 * Nack retryable.
                 * @member {boolean} retryable
                 * @memberof drawbridge.gateway.v1.Nack
                 * @instance
                 */
                Nack.prototype.retryable = false;

                /**
                 * Encodes the specified Nack message. Does not implicitly {@link drawbridge.gateway.v1.Nack.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Nack
                 * @static
                 * @param {drawbridge.gateway.v1.Nack.$Properties} message Nack message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Nack.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.streamSequence != null && $Object.hasOwnProperty.call(message, "streamSequence") && message.streamSequence !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.streamSequence);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                    if (message.retryable != null && $Object.hasOwnProperty.call(message, "retryable") && message.retryable !== false)
                        writer.uint32(/* id 3, wireType 0 =*/24).bool(message.retryable);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Nack message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Nack
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Nack & drawbridge.gateway.v1.Nack.$Shape} Nack
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Nack.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Nack();
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
                                if (value = reader.uint32())
                                    message.streamSequence = value;
                                else
                                    delete message.streamSequence;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.retryable = value;
                                else
                                    delete message.retryable;
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

                return Nack;
            })();

            v1.QueueEmpty = (function() {

                /**
                 * Properties of a QueueEmpty.
                 * @typedef {Object} drawbridge.gateway.v1.QueueEmpty.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a QueueEmpty.
                 * @memberof drawbridge.gateway.v1
                 * @interface IQueueEmpty
                 * @augments drawbridge.gateway.v1.QueueEmpty.$Properties
                 * @deprecated Use drawbridge.gateway.v1.QueueEmpty.$Properties instead.
                 */

                /**
                 * Shape of a QueueEmpty.
                 * @typedef {drawbridge.gateway.v1.QueueEmpty.$Properties} drawbridge.gateway.v1.QueueEmpty.$Shape
                 */

                /**
                 * Constructs a new QueueEmpty.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a QueueEmpty.
                 * @constructor
                 * @param {drawbridge.gateway.v1.QueueEmpty.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const QueueEmpty = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified QueueEmpty message. Does not implicitly {@link drawbridge.gateway.v1.QueueEmpty.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.QueueEmpty
                 * @static
                 * @param {drawbridge.gateway.v1.QueueEmpty.$Properties} message QueueEmpty message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                QueueEmpty.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a QueueEmpty message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.QueueEmpty
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.QueueEmpty & drawbridge.gateway.v1.QueueEmpty.$Shape} QueueEmpty
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                QueueEmpty.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.gateway.v1.QueueEmpty();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
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

                return QueueEmpty;
            })();

            v1.Event = (function() {

                /**
                 * Properties of an Event.
                 * @typedef {Object} drawbridge.gateway.v1.Event.$Properties
                 * @property {number|null} [streamSequence] Event streamSequence
                 * @property {number|null} [timeMs] Event timeMs
                 * @property {drawbridge.gateway.v1.ContactRequested.$Properties|null} [contactRequested] Event contactRequested
                 * @property {drawbridge.gateway.v1.Contact.$Properties|null} [contactGranted] Event contactGranted
                 * @property {drawbridge.gateway.v1.IdentityChanged.$Properties|null} [identityChanged] Event identityChanged
                 * @property {drawbridge.gateway.v1.MessageExpired.$Properties|null} [messageExpired] Event messageExpired
                 * @property {drawbridge.gateway.v1.PrekeysLow.$Properties|null} [prekeysLow] Event prekeysLow
                 * @property {drawbridge.gateway.v1.MessageFailed.$Properties|null} [messageFailed] Event messageFailed
                 * @property {"contactRequested"|"contactGranted"|"identityChanged"|"messageExpired"|"prekeysLow"|"messageFailed"} [body] Event body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Event.
                 * @memberof drawbridge.gateway.v1
                 * @interface IEvent
                 * @augments drawbridge.gateway.v1.Event.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Event.$Properties instead.
                 */

                /**
                 * Narrowed shape of an Event.
                 * @typedef {{
                 *   streamSequence?: number|null;
                 *   timeMs?: number|null;
                 *   contactRequested?: drawbridge.gateway.v1.ContactRequested.$Shape|null;
                 *   contactGranted?: drawbridge.gateway.v1.Contact.$Shape|null;
                 *   identityChanged?: drawbridge.gateway.v1.IdentityChanged.$Shape|null;
                 *   messageExpired?: drawbridge.gateway.v1.MessageExpired.$Shape|null;
                 *   prekeysLow?: drawbridge.gateway.v1.PrekeysLow.$Shape|null;
                 *   messageFailed?: drawbridge.gateway.v1.MessageFailed.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; contactRequested?: null; contactGranted?: null; identityChanged?: null; messageExpired?: null; prekeysLow?: null; messageFailed?: null }|{ body?: "contactRequested"; contactRequested: drawbridge.gateway.v1.ContactRequested.$Shape; contactGranted?: null; identityChanged?: null; messageExpired?: null; prekeysLow?: null; messageFailed?: null }|{ body?: "contactGranted"; contactRequested?: null; contactGranted: drawbridge.gateway.v1.Contact.$Shape; identityChanged?: null; messageExpired?: null; prekeysLow?: null; messageFailed?: null }|{ body?: "identityChanged"; contactRequested?: null; contactGranted?: null; identityChanged: drawbridge.gateway.v1.IdentityChanged.$Shape; messageExpired?: null; prekeysLow?: null; messageFailed?: null }|{ body?: "messageExpired"; contactRequested?: null; contactGranted?: null; identityChanged?: null; messageExpired: drawbridge.gateway.v1.MessageExpired.$Shape; prekeysLow?: null; messageFailed?: null }|{ body?: "prekeysLow"; contactRequested?: null; contactGranted?: null; identityChanged?: null; messageExpired?: null; prekeysLow: drawbridge.gateway.v1.PrekeysLow.$Shape; messageFailed?: null }|{ body?: "messageFailed"; contactRequested?: null; contactGranted?: null; identityChanged?: null; messageExpired?: null; prekeysLow?: null; messageFailed: drawbridge.gateway.v1.MessageFailed.$Shape })
                 * )} drawbridge.gateway.v1.Event.$Shape
                 */

                /**
                 * Constructs a new Event.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an Event.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Event.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Event = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Event streamSequence.
                 * @member {number} streamSequence
                 * @memberof drawbridge.gateway.v1.Event
                 * @instance
                 */
                Event.prototype.streamSequence = 0;

                /**
                 * Event timeMs.
                 * @member {number} timeMs
                 * @memberof drawbridge.gateway.v1.Event
                 * @instance
                 */
                Event.prototype.timeMs = 0;

                /**
                 * Event contactRequested.
                 * @member {drawbridge.gateway.v1.ContactRequested.$Properties|null|undefined} contactRequested
                 * @memberof drawbridge.gateway.v1.Event
                 * @instance
                 */
                Event.prototype.contactRequested = null;

                /**
                 * Event contactGranted.
                 * @member {drawbridge.gateway.v1.Contact.$Properties|null|undefined} contactGranted
                 * @memberof drawbridge.gateway.v1.Event
                 * @instance
                 */
                Event.prototype.contactGranted = null;

                /**
                 * Event identityChanged.
                 * @member {drawbridge.gateway.v1.IdentityChanged.$Properties|null|undefined} identityChanged
                 * @memberof drawbridge.gateway.v1.Event
                 * @instance
                 */
                Event.prototype.identityChanged = null;

                /**
                 * Event messageExpired.
                 * @member {drawbridge.gateway.v1.MessageExpired.$Properties|null|undefined} messageExpired
                 * @memberof drawbridge.gateway.v1.Event
                 * @instance
                 */
                Event.prototype.messageExpired = null;

                /**
                 * Event prekeysLow.
                 * @member {drawbridge.gateway.v1.PrekeysLow.$Properties|null|undefined} prekeysLow
                 * @memberof drawbridge.gateway.v1.Event
                 * @instance
                 */
                Event.prototype.prekeysLow = null;

                /**
                 * Event messageFailed.
                 * @member {drawbridge.gateway.v1.MessageFailed.$Properties|null|undefined} messageFailed
                 * @memberof drawbridge.gateway.v1.Event
                 * @instance
                 */
                Event.prototype.messageFailed = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Event body.
                 * @member {"contactRequested"|"contactGranted"|"identityChanged"|"messageExpired"|"prekeysLow"|"messageFailed"|undefined} body
                 * @memberof drawbridge.gateway.v1.Event
                 * @instance
                 */
                $Object.defineProperty(Event.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["contactRequested", "contactGranted", "identityChanged", "messageExpired", "prekeysLow", "messageFailed"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Event message. Does not implicitly {@link drawbridge.gateway.v1.Event.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Event
                 * @static
                 * @param {drawbridge.gateway.v1.Event.$Properties} message Event message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Event.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.streamSequence != null && $Object.hasOwnProperty.call(message, "streamSequence") && message.streamSequence !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.streamSequence);
                    if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.timeMs);
                    if (message.contactRequested != null && $Object.hasOwnProperty.call(message, "contactRequested"))
                        $root.drawbridge.gateway.v1.ContactRequested.encode(message.contactRequested, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.contactGranted != null && $Object.hasOwnProperty.call(message, "contactGranted"))
                        $root.drawbridge.gateway.v1.Contact.encode(message.contactGranted, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.identityChanged != null && $Object.hasOwnProperty.call(message, "identityChanged"))
                        $root.drawbridge.gateway.v1.IdentityChanged.encode(message.identityChanged, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                    if (message.messageExpired != null && $Object.hasOwnProperty.call(message, "messageExpired"))
                        $root.drawbridge.gateway.v1.MessageExpired.encode(message.messageExpired, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                    if (message.prekeysLow != null && $Object.hasOwnProperty.call(message, "prekeysLow"))
                        $root.drawbridge.gateway.v1.PrekeysLow.encode(message.prekeysLow, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                    if (message.messageFailed != null && $Object.hasOwnProperty.call(message, "messageFailed"))
                        $root.drawbridge.gateway.v1.MessageFailed.encode(message.messageFailed, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Event message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Event
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Event & drawbridge.gateway.v1.Event.$Shape} Event
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Event.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Event();
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
                                if (value = reader.uint32())
                                    message.streamSequence = value;
                                else
                                    delete message.streamSequence;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.timeMs = value;
                                else
                                    delete message.timeMs;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.contactRequested = $root.drawbridge.gateway.v1.ContactRequested.decode(reader, reader.size(), $undefined, _depth + 1, message.contactRequested);
                                message.body = "contactRequested";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.contactGranted = $root.drawbridge.gateway.v1.Contact.decode(reader, reader.size(), $undefined, _depth + 1, message.contactGranted);
                                message.body = "contactGranted";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.identityChanged = $root.drawbridge.gateway.v1.IdentityChanged.decode(reader, reader.size(), $undefined, _depth + 1, message.identityChanged);
                                message.body = "identityChanged";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.messageExpired = $root.drawbridge.gateway.v1.MessageExpired.decode(reader, reader.size(), $undefined, _depth + 1, message.messageExpired);
                                message.body = "messageExpired";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.prekeysLow = $root.drawbridge.gateway.v1.PrekeysLow.decode(reader, reader.size(), $undefined, _depth + 1, message.prekeysLow);
                                message.body = "prekeysLow";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.messageFailed = $root.drawbridge.gateway.v1.MessageFailed.decode(reader, reader.size(), $undefined, _depth + 1, message.messageFailed);
                                message.body = "messageFailed";
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

                return Event;
            })();

            v1.IdentityChanged = (function() {

                /**
                 * Properties of an IdentityChanged.
                 * @typedef {Object} drawbridge.gateway.v1.IdentityChanged.$Properties
                 * @property {Uint8Array|null} [user] IdentityChanged user
                 * @property {Uint8Array|null} [peerUser] IdentityChanged peerUser
                 * @property {Uint8Array|null} [newIdentityKey] IdentityChanged newIdentityKey
                 * @property {Uint8Array|null} [endorsement] IdentityChanged endorsement
                 * @property {drawbridge.gateway.v1.Custody|null} [custody] IdentityChanged custody
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an IdentityChanged.
                 * @memberof drawbridge.gateway.v1
                 * @interface IIdentityChanged
                 * @augments drawbridge.gateway.v1.IdentityChanged.$Properties
                 * @deprecated Use drawbridge.gateway.v1.IdentityChanged.$Properties instead.
                 */

                /**
                 * Shape of an IdentityChanged.
                 * @typedef {drawbridge.gateway.v1.IdentityChanged.$Properties} drawbridge.gateway.v1.IdentityChanged.$Shape
                 */

                /**
                 * Constructs a new IdentityChanged.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents an IdentityChanged.
                 * @constructor
                 * @param {drawbridge.gateway.v1.IdentityChanged.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const IdentityChanged = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * IdentityChanged user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.IdentityChanged
                 * @instance
                 */
                IdentityChanged.prototype.user = $util.newBuffer([]);

                /**
                 * IdentityChanged peerUser.
                 * @member {Uint8Array} peerUser
                 * @memberof drawbridge.gateway.v1.IdentityChanged
                 * @instance
                 */
                IdentityChanged.prototype.peerUser = $util.newBuffer([]);

                /**
                 * IdentityChanged newIdentityKey.
                 * @member {Uint8Array} newIdentityKey
                 * @memberof drawbridge.gateway.v1.IdentityChanged
                 * @instance
                 */
                IdentityChanged.prototype.newIdentityKey = $util.newBuffer([]);

                /**
                 * IdentityChanged endorsement.
                 * @member {Uint8Array} endorsement
                 * @memberof drawbridge.gateway.v1.IdentityChanged
                 * @instance
                 */
                IdentityChanged.prototype.endorsement = $util.newBuffer([]);

                /**
                 * IdentityChanged custody.
                 * @member {drawbridge.gateway.v1.Custody} custody
                 * @memberof drawbridge.gateway.v1.IdentityChanged
                 * @instance
                 */
                IdentityChanged.prototype.custody = 0;

                /**
                 * Encodes the specified IdentityChanged message. Does not implicitly {@link drawbridge.gateway.v1.IdentityChanged.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.IdentityChanged
                 * @static
                 * @param {drawbridge.gateway.v1.IdentityChanged.$Properties} message IdentityChanged message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                IdentityChanged.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.peerUser != null && $Object.hasOwnProperty.call(message, "peerUser") && message.peerUser.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.peerUser);
                    if (message.newIdentityKey != null && $Object.hasOwnProperty.call(message, "newIdentityKey") && message.newIdentityKey.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.newIdentityKey);
                    if (message.endorsement != null && $Object.hasOwnProperty.call(message, "endorsement") && message.endorsement.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.endorsement);
                    if (message.custody != null && $Object.hasOwnProperty.call(message, "custody") && message.custody !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).int32(message.custody);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an IdentityChanged message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.IdentityChanged
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.IdentityChanged & drawbridge.gateway.v1.IdentityChanged.$Shape} IdentityChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                IdentityChanged.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.IdentityChanged();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.peerUser = value;
                                else
                                    delete message.peerUser;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.newIdentityKey = value;
                                else
                                    delete message.newIdentityKey;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.endorsement = value;
                                else
                                    delete message.endorsement;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.custody = value;
                                else
                                    delete message.custody;
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

                return IdentityChanged;
            })();

            v1.MessageExpired = (function() {

                /**
                 * Properties of a MessageExpired.
                 * @typedef {Object} drawbridge.gateway.v1.MessageExpired.$Properties
                 * @property {Uint8Array|null} [user] MessageExpired user
                 * @property {number|null} [senderDevice] MessageExpired senderDevice
                 * @property {Uint8Array|null} [submissionId] MessageExpired submissionId
                 * @property {Array.<number>|null} [deviceIds] MessageExpired deviceIds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a MessageExpired.
                 * @memberof drawbridge.gateway.v1
                 * @interface IMessageExpired
                 * @augments drawbridge.gateway.v1.MessageExpired.$Properties
                 * @deprecated Use drawbridge.gateway.v1.MessageExpired.$Properties instead.
                 */

                /**
                 * Shape of a MessageExpired.
                 * @typedef {drawbridge.gateway.v1.MessageExpired.$Properties} drawbridge.gateway.v1.MessageExpired.$Shape
                 */

                /**
                 * Constructs a new MessageExpired.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a MessageExpired.
                 * @constructor
                 * @param {drawbridge.gateway.v1.MessageExpired.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const MessageExpired = function (properties) {
                    this.deviceIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * MessageExpired user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.MessageExpired
                 * @instance
                 */
                MessageExpired.prototype.user = $util.newBuffer([]);

                /**
                 * MessageExpired senderDevice.
                 * @member {number} senderDevice
                 * @memberof drawbridge.gateway.v1.MessageExpired
                 * @instance
                 */
                MessageExpired.prototype.senderDevice = 0;

                /**
                 * MessageExpired submissionId.
                 * @member {Uint8Array} submissionId
                 * @memberof drawbridge.gateway.v1.MessageExpired
                 * @instance
                 */
                MessageExpired.prototype.submissionId = $util.newBuffer([]);

                /**
                 * MessageExpired deviceIds.
                 * @member {Array.<number>} deviceIds
                 * @memberof drawbridge.gateway.v1.MessageExpired
                 * @instance
                 */
                MessageExpired.prototype.deviceIds = $util.emptyArray;

                /**
                 * Encodes the specified MessageExpired message. Does not implicitly {@link drawbridge.gateway.v1.MessageExpired.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.MessageExpired
                 * @static
                 * @param {drawbridge.gateway.v1.MessageExpired.$Properties} message MessageExpired message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                MessageExpired.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.senderDevice != null && $Object.hasOwnProperty.call(message, "senderDevice") && message.senderDevice !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.senderDevice);
                    if (message.submissionId != null && $Object.hasOwnProperty.call(message, "submissionId") && message.submissionId.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.submissionId);
                    if (message.deviceIds != null && message.deviceIds.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.deviceIds);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a MessageExpired message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.MessageExpired
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.MessageExpired & drawbridge.gateway.v1.MessageExpired.$Shape} MessageExpired
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                MessageExpired.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.MessageExpired();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.senderDevice = value;
                                else
                                    delete message.senderDevice;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.submissionId = value;
                                else
                                    delete message.submissionId;
                                continue;
                            }
                        case 4: {
                                if (wireType === 2) {
                                    if (!(message.deviceIds && message.deviceIds.length))
                                        message.deviceIds = [];
                                    reader.uint32s(message.deviceIds);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.deviceIds && message.deviceIds.length))
                                    message.deviceIds = [];
                                message.deviceIds.push(reader.uint32());
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

                return MessageExpired;
            })();

            v1.MessageFailed = (function() {

                /**
                 * Properties of a MessageFailed.
                 * @typedef {Object} drawbridge.gateway.v1.MessageFailed.$Properties
                 * @property {Uint8Array|null} [user] MessageFailed user
                 * @property {number|null} [senderDevice] MessageFailed senderDevice
                 * @property {Uint8Array|null} [submissionId] MessageFailed submissionId
                 * @property {Array.<number>|null} [deviceIds] MessageFailed deviceIds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a MessageFailed.
                 * @memberof drawbridge.gateway.v1
                 * @interface IMessageFailed
                 * @augments drawbridge.gateway.v1.MessageFailed.$Properties
                 * @deprecated Use drawbridge.gateway.v1.MessageFailed.$Properties instead.
                 */

                /**
                 * Shape of a MessageFailed.
                 * @typedef {drawbridge.gateway.v1.MessageFailed.$Properties} drawbridge.gateway.v1.MessageFailed.$Shape
                 */

                /**
                 * Constructs a new MessageFailed.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a MessageFailed.
                 * @constructor
                 * @param {drawbridge.gateway.v1.MessageFailed.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const MessageFailed = function (properties) {
                    this.deviceIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * MessageFailed user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.MessageFailed
                 * @instance
                 */
                MessageFailed.prototype.user = $util.newBuffer([]);

                /**
                 * MessageFailed senderDevice.
                 * @member {number} senderDevice
                 * @memberof drawbridge.gateway.v1.MessageFailed
                 * @instance
                 */
                MessageFailed.prototype.senderDevice = 0;

                /**
                 * MessageFailed submissionId.
                 * @member {Uint8Array} submissionId
                 * @memberof drawbridge.gateway.v1.MessageFailed
                 * @instance
                 */
                MessageFailed.prototype.submissionId = $util.newBuffer([]);

                /**
                 * MessageFailed deviceIds.
                 * @member {Array.<number>} deviceIds
                 * @memberof drawbridge.gateway.v1.MessageFailed
                 * @instance
                 */
                MessageFailed.prototype.deviceIds = $util.emptyArray;

                /**
                 * Encodes the specified MessageFailed message. Does not implicitly {@link drawbridge.gateway.v1.MessageFailed.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.MessageFailed
                 * @static
                 * @param {drawbridge.gateway.v1.MessageFailed.$Properties} message MessageFailed message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                MessageFailed.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.senderDevice != null && $Object.hasOwnProperty.call(message, "senderDevice") && message.senderDevice !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.senderDevice);
                    if (message.submissionId != null && $Object.hasOwnProperty.call(message, "submissionId") && message.submissionId.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.submissionId);
                    if (message.deviceIds != null && message.deviceIds.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).uint32s(message.deviceIds);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a MessageFailed message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.MessageFailed
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.MessageFailed & drawbridge.gateway.v1.MessageFailed.$Shape} MessageFailed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                MessageFailed.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.MessageFailed();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.senderDevice = value;
                                else
                                    delete message.senderDevice;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.submissionId = value;
                                else
                                    delete message.submissionId;
                                continue;
                            }
                        case 4: {
                                if (wireType === 2) {
                                    if (!(message.deviceIds && message.deviceIds.length))
                                        message.deviceIds = [];
                                    reader.uint32s(message.deviceIds);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.deviceIds && message.deviceIds.length))
                                    message.deviceIds = [];
                                message.deviceIds.push(reader.uint32());
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

                return MessageFailed;
            })();

            v1.PrekeysLow = (function() {

                /**
                 * Properties of a PrekeysLow.
                 * @typedef {Object} drawbridge.gateway.v1.PrekeysLow.$Properties
                 * @property {Uint8Array|null} [user] PrekeysLow user
                 * @property {number|null} [deviceId] PrekeysLow deviceId
                 * @property {number|null} [oneTimePrekeys] PrekeysLow oneTimePrekeys
                 * @property {number|null} [oneTimeKyberPrekeys] PrekeysLow oneTimeKyberPrekeys
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a PrekeysLow.
                 * @memberof drawbridge.gateway.v1
                 * @interface IPrekeysLow
                 * @augments drawbridge.gateway.v1.PrekeysLow.$Properties
                 * @deprecated Use drawbridge.gateway.v1.PrekeysLow.$Properties instead.
                 */

                /**
                 * Shape of a PrekeysLow.
                 * @typedef {drawbridge.gateway.v1.PrekeysLow.$Properties} drawbridge.gateway.v1.PrekeysLow.$Shape
                 */

                /**
                 * Constructs a new PrekeysLow.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a PrekeysLow.
                 * @constructor
                 * @param {drawbridge.gateway.v1.PrekeysLow.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const PrekeysLow = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * PrekeysLow user.
                 * @member {Uint8Array} user
                 * @memberof drawbridge.gateway.v1.PrekeysLow
                 * @instance
                 */
                PrekeysLow.prototype.user = $util.newBuffer([]);

                /**
                 * PrekeysLow deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.PrekeysLow
                 * @instance
                 */
                PrekeysLow.prototype.deviceId = 0;

                /**
                 * PrekeysLow oneTimePrekeys.
                 * @member {number} oneTimePrekeys
                 * @memberof drawbridge.gateway.v1.PrekeysLow
                 * @instance
                 */
                PrekeysLow.prototype.oneTimePrekeys = 0;

                /**
                 * PrekeysLow oneTimeKyberPrekeys.
                 * @member {number} oneTimeKyberPrekeys
                 * @memberof drawbridge.gateway.v1.PrekeysLow
                 * @instance
                 */
                PrekeysLow.prototype.oneTimeKyberPrekeys = 0;

                /**
                 * Encodes the specified PrekeysLow message. Does not implicitly {@link drawbridge.gateway.v1.PrekeysLow.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.PrekeysLow
                 * @static
                 * @param {drawbridge.gateway.v1.PrekeysLow.$Properties} message PrekeysLow message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                PrekeysLow.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.user);
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.deviceId);
                    if (message.oneTimePrekeys != null && $Object.hasOwnProperty.call(message, "oneTimePrekeys") && message.oneTimePrekeys !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.oneTimePrekeys);
                    if (message.oneTimeKyberPrekeys != null && $Object.hasOwnProperty.call(message, "oneTimeKyberPrekeys") && message.oneTimeKyberPrekeys !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.oneTimeKyberPrekeys);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a PrekeysLow message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.PrekeysLow
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.PrekeysLow & drawbridge.gateway.v1.PrekeysLow.$Shape} PrekeysLow
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                PrekeysLow.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.PrekeysLow();
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
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.oneTimePrekeys = value;
                                else
                                    delete message.oneTimePrekeys;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.oneTimeKyberPrekeys = value;
                                else
                                    delete message.oneTimeKyberPrekeys;
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

                return PrekeysLow;
            })();

            v1.Trace = (function() {

                /**
                 * Properties of a Trace.
                 * @typedef {Object} drawbridge.gateway.v1.Trace.$Properties
                 * @property {Uint8Array|null} [senderUser] Trace senderUser
                 * @property {Uint8Array|null} [submissionId] Trace submissionId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Trace.
                 * @memberof drawbridge.gateway.v1
                 * @interface ITrace
                 * @augments drawbridge.gateway.v1.Trace.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Trace.$Properties instead.
                 */

                /**
                 * Shape of a Trace.
                 * @typedef {drawbridge.gateway.v1.Trace.$Properties} drawbridge.gateway.v1.Trace.$Shape
                 */

                /**
                 * Constructs a new Trace.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Trace.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Trace.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Trace = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Trace senderUser.
                 * @member {Uint8Array} senderUser
                 * @memberof drawbridge.gateway.v1.Trace
                 * @instance
                 */
                Trace.prototype.senderUser = $util.newBuffer([]);

                /**
                 * Trace submissionId.
                 * @member {Uint8Array} submissionId
                 * @memberof drawbridge.gateway.v1.Trace
                 * @instance
                 */
                Trace.prototype.submissionId = $util.newBuffer([]);

                /**
                 * Encodes the specified Trace message. Does not implicitly {@link drawbridge.gateway.v1.Trace.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Trace
                 * @static
                 * @param {drawbridge.gateway.v1.Trace.$Properties} message Trace message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Trace.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.senderUser != null && $Object.hasOwnProperty.call(message, "senderUser") && message.senderUser.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.senderUser);
                    if (message.submissionId != null && $Object.hasOwnProperty.call(message, "submissionId") && message.submissionId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.submissionId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Trace message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Trace
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Trace & drawbridge.gateway.v1.Trace.$Shape} Trace
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Trace.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Trace();
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
                                    message.senderUser = value;
                                else
                                    delete message.senderUser;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.submissionId = value;
                                else
                                    delete message.submissionId;
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

                return Trace;
            })();

            v1.Traced = (function() {

                /**
                 * Properties of a Traced.
                 * @typedef {Object} drawbridge.gateway.v1.Traced.$Properties
                 * @property {Array.<drawbridge.gateway.v1.TracedMessage.$Properties>|null} [messages] Traced messages
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Traced.
                 * @memberof drawbridge.gateway.v1
                 * @interface ITraced
                 * @augments drawbridge.gateway.v1.Traced.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Traced.$Properties instead.
                 */

                /**
                 * Shape of a Traced.
                 * @typedef {drawbridge.gateway.v1.Traced.$Properties} drawbridge.gateway.v1.Traced.$Shape
                 */

                /**
                 * Constructs a new Traced.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Traced.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Traced.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Traced = function (properties) {
                    this.messages = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Traced messages.
                 * @member {Array.<drawbridge.gateway.v1.TracedMessage.$Properties>} messages
                 * @memberof drawbridge.gateway.v1.Traced
                 * @instance
                 */
                Traced.prototype.messages = $util.emptyArray;

                /**
                 * Encodes the specified Traced message. Does not implicitly {@link drawbridge.gateway.v1.Traced.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Traced
                 * @static
                 * @param {drawbridge.gateway.v1.Traced.$Properties} message Traced message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Traced.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.messages != null && message.messages.length)
                        for (let i = 0; i < message.messages.length; ++i)
                            $root.drawbridge.gateway.v1.TracedMessage.encode(message.messages[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Traced message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Traced
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Traced & drawbridge.gateway.v1.Traced.$Shape} Traced
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Traced.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.drawbridge.gateway.v1.Traced();
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
                                if (!(message.messages && message.messages.length))
                                    message.messages = [];
                                message.messages.push($root.drawbridge.gateway.v1.TracedMessage.decode(reader, reader.size(), $undefined, _depth + 1));
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

                return Traced;
            })();

            v1.TracedMessage = (function() {

                /**
                 * Properties of a TracedMessage.
                 * @typedef {Object} drawbridge.gateway.v1.TracedMessage.$Properties
                 * @property {number|null} [senderDevice] TracedMessage senderDevice
                 * @property {number|null} [gatewayTimeMs] TracedMessage gatewayTimeMs
                 * @property {Array.<drawbridge.gateway.v1.TracedPlace.$Properties>|null} [places] TracedMessage places
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TracedMessage.
                 * @memberof drawbridge.gateway.v1
                 * @interface ITracedMessage
                 * @augments drawbridge.gateway.v1.TracedMessage.$Properties
                 * @deprecated Use drawbridge.gateway.v1.TracedMessage.$Properties instead.
                 */

                /**
                 * Shape of a TracedMessage.
                 * @typedef {drawbridge.gateway.v1.TracedMessage.$Properties} drawbridge.gateway.v1.TracedMessage.$Shape
                 */

                /**
                 * Constructs a new TracedMessage.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a TracedMessage.
                 * @constructor
                 * @param {drawbridge.gateway.v1.TracedMessage.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TracedMessage = function (properties) {
                    this.places = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TracedMessage senderDevice.
                 * @member {number} senderDevice
                 * @memberof drawbridge.gateway.v1.TracedMessage
                 * @instance
                 */
                TracedMessage.prototype.senderDevice = 0;

                /**
                 * TracedMessage gatewayTimeMs.
                 * @member {number} gatewayTimeMs
                 * @memberof drawbridge.gateway.v1.TracedMessage
                 * @instance
                 */
                TracedMessage.prototype.gatewayTimeMs = 0;

                /**
                 * TracedMessage places.
                 * @member {Array.<drawbridge.gateway.v1.TracedPlace.$Properties>} places
                 * @memberof drawbridge.gateway.v1.TracedMessage
                 * @instance
                 */
                TracedMessage.prototype.places = $util.emptyArray;

                /**
                 * Encodes the specified TracedMessage message. Does not implicitly {@link drawbridge.gateway.v1.TracedMessage.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.TracedMessage
                 * @static
                 * @param {drawbridge.gateway.v1.TracedMessage.$Properties} message TracedMessage message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TracedMessage.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.senderDevice != null && $Object.hasOwnProperty.call(message, "senderDevice") && message.senderDevice !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.senderDevice);
                    if (message.gatewayTimeMs != null && $Object.hasOwnProperty.call(message, "gatewayTimeMs") && !$Object.is(message.gatewayTimeMs, 0))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.gatewayTimeMs);
                    if (message.places != null && message.places.length)
                        for (let i = 0; i < message.places.length; ++i)
                            $root.drawbridge.gateway.v1.TracedPlace.encode(message.places[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TracedMessage message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.TracedMessage
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.TracedMessage & drawbridge.gateway.v1.TracedMessage.$Shape} TracedMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TracedMessage.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.TracedMessage();
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
                                if (value = reader.uint32())
                                    message.senderDevice = value;
                                else
                                    delete message.senderDevice;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.gatewayTimeMs = value;
                                else
                                    delete message.gatewayTimeMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.places && message.places.length))
                                    message.places = [];
                                message.places.push($root.drawbridge.gateway.v1.TracedPlace.decode(reader, reader.size(), $undefined, _depth + 1));
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

                return TracedMessage;
            })();

            v1.TracedPlace = (function() {

                /**
                 * Properties of a TracedPlace.
                 * @typedef {Object} drawbridge.gateway.v1.TracedPlace.$Properties
                 * @property {number|null} [deviceId] TracedPlace deviceId
                 * @property {drawbridge.gateway.v1.TraceStage|null} [stage] TracedPlace stage
                 * @property {number|null} [attempts] TracedPlace attempts
                 * @property {number|null} [pushedTimeMs] TracedPlace pushedTimeMs
                 * @property {number|null} [endedTimeMs] TracedPlace endedTimeMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TracedPlace.
                 * @memberof drawbridge.gateway.v1
                 * @interface ITracedPlace
                 * @augments drawbridge.gateway.v1.TracedPlace.$Properties
                 * @deprecated Use drawbridge.gateway.v1.TracedPlace.$Properties instead.
                 */

                /**
                 * Shape of a TracedPlace.
                 * @typedef {drawbridge.gateway.v1.TracedPlace.$Properties} drawbridge.gateway.v1.TracedPlace.$Shape
                 */

                /**
                 * Constructs a new TracedPlace.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a TracedPlace.
                 * @constructor
                 * @param {drawbridge.gateway.v1.TracedPlace.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TracedPlace = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TracedPlace deviceId.
                 * @member {number} deviceId
                 * @memberof drawbridge.gateway.v1.TracedPlace
                 * @instance
                 */
                TracedPlace.prototype.deviceId = 0;

                /**
                 * TracedPlace stage.
                 * @member {drawbridge.gateway.v1.TraceStage} stage
                 * @memberof drawbridge.gateway.v1.TracedPlace
                 * @instance
                 */
                TracedPlace.prototype.stage = 0;

                /**
                 * TracedPlace attempts.
                 * @member {number} attempts
                 * @memberof drawbridge.gateway.v1.TracedPlace
                 * @instance
                 */
                TracedPlace.prototype.attempts = 0;

                /**
                 * TracedPlace pushedTimeMs.
                 * @member {number} pushedTimeMs
                 * @memberof drawbridge.gateway.v1.TracedPlace
                 * @instance
                 */
                TracedPlace.prototype.pushedTimeMs = 0;

                /**
                 * TracedPlace endedTimeMs.
                 * @member {number} endedTimeMs
                 * @memberof drawbridge.gateway.v1.TracedPlace
                 * @instance
                 */
                TracedPlace.prototype.endedTimeMs = 0;

                /**
                 * Encodes the specified TracedPlace message. Does not implicitly {@link drawbridge.gateway.v1.TracedPlace.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.TracedPlace
                 * @static
                 * @param {drawbridge.gateway.v1.TracedPlace.$Properties} message TracedPlace message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TracedPlace.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.deviceId != null && $Object.hasOwnProperty.call(message, "deviceId") && message.deviceId !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.deviceId);
                    if (message.stage != null && $Object.hasOwnProperty.call(message, "stage") && message.stage !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.stage);
                    if (message.attempts != null && $Object.hasOwnProperty.call(message, "attempts") && message.attempts !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.attempts);
                    if (message.pushedTimeMs != null && $Object.hasOwnProperty.call(message, "pushedTimeMs") && !$Object.is(message.pushedTimeMs, 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).double(message.pushedTimeMs);
                    if (message.endedTimeMs != null && $Object.hasOwnProperty.call(message, "endedTimeMs") && !$Object.is(message.endedTimeMs, 0))
                        writer.uint32(/* id 5, wireType 1 =*/41).double(message.endedTimeMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TracedPlace message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.TracedPlace
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.TracedPlace & drawbridge.gateway.v1.TracedPlace.$Shape} TracedPlace
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TracedPlace.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.TracedPlace();
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
                                if (value = reader.uint32())
                                    message.deviceId = value;
                                else
                                    delete message.deviceId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.stage = value;
                                else
                                    delete message.stage;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.attempts = value;
                                else
                                    delete message.attempts;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.pushedTimeMs = value;
                                else
                                    delete message.pushedTimeMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.endedTimeMs = value;
                                else
                                    delete message.endedTimeMs;
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

                return TracedPlace;
            })();

            /**
             * TraceStage enum.
             * @name drawbridge.gateway.v1.TraceStage
             * @enum {number}
             * @property {number} TRACE_STAGE_UNSPECIFIED=0 TRACE_STAGE_UNSPECIFIED value
             * @property {number} TRACE_STAGE_ACCEPTED=1 TRACE_STAGE_ACCEPTED value
             * @property {number} TRACE_STAGE_WAITING=2 TRACE_STAGE_WAITING value
             * @property {number} TRACE_STAGE_PARKED=3 TRACE_STAGE_PARKED value
             * @property {number} TRACE_STAGE_DELIVERED=4 TRACE_STAGE_DELIVERED value
             * @property {number} TRACE_STAGE_EXPIRED=5 TRACE_STAGE_EXPIRED value
             * @property {number} TRACE_STAGE_FAILED=6 TRACE_STAGE_FAILED value
             */
            v1.TraceStage = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "TRACE_STAGE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "TRACE_STAGE_ACCEPTED"] = 1;
                values[valuesById[2] = "TRACE_STAGE_WAITING"] = 2;
                values[valuesById[3] = "TRACE_STAGE_PARKED"] = 3;
                values[valuesById[4] = "TRACE_STAGE_DELIVERED"] = 4;
                values[valuesById[5] = "TRACE_STAGE_EXPIRED"] = 5;
                values[valuesById[6] = "TRACE_STAGE_FAILED"] = 6;
                return values;
            })();

            v1.Report = (function() {

                /**
                 * Properties of a Report.
                 * @typedef {Object} drawbridge.gateway.v1.Report.$Properties
                 * @property {Uint8Array|null} [reportId] Report reportId
                 * @property {Uint8Array|null} [reporter] Report reporter
                 * @property {Uint8Array|null} [reportedUser] Report reportedUser
                 * @property {Array.<drawbridge.gateway.v1.FrankedMessage.$Properties>|null} [messages] Report messages
                 * @property {Uint8Array|null} [sealed] Report sealed
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Report.
                 * @memberof drawbridge.gateway.v1
                 * @interface IReport
                 * @augments drawbridge.gateway.v1.Report.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Report.$Properties instead.
                 */

                /**
                 * Shape of a Report.
                 * @typedef {drawbridge.gateway.v1.Report.$Properties} drawbridge.gateway.v1.Report.$Shape
                 */

                /**
                 * Constructs a new Report.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Report.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Report.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Report = function (properties) {
                    this.messages = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Report reportId.
                 * @member {Uint8Array} reportId
                 * @memberof drawbridge.gateway.v1.Report
                 * @instance
                 */
                Report.prototype.reportId = $util.newBuffer([]);

                /**
                 * Report reporter.
                 * @member {Uint8Array} reporter
                 * @memberof drawbridge.gateway.v1.Report
                 * @instance
                 */
                Report.prototype.reporter = $util.newBuffer([]);

                /**
                 * Report reportedUser.
                 * @member {Uint8Array} reportedUser
                 * @memberof drawbridge.gateway.v1.Report
                 * @instance
                 */
                Report.prototype.reportedUser = $util.newBuffer([]);

                /**
                 * Report messages.
                 * @member {Array.<drawbridge.gateway.v1.FrankedMessage.$Properties>} messages
                 * @memberof drawbridge.gateway.v1.Report
                 * @instance
                 */
                Report.prototype.messages = $util.emptyArray;

                /**
                 * Report sealed.
                 * @member {Uint8Array} sealed
                 * @memberof drawbridge.gateway.v1.Report
                 * @instance
                 */
                Report.prototype.sealed = $util.newBuffer([]);

                /**
                 * Encodes the specified Report message. Does not implicitly {@link drawbridge.gateway.v1.Report.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Report
                 * @static
                 * @param {drawbridge.gateway.v1.Report.$Properties} message Report message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Report.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reportId != null && $Object.hasOwnProperty.call(message, "reportId") && message.reportId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.reportId);
                    if (message.reporter != null && $Object.hasOwnProperty.call(message, "reporter") && message.reporter.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.reporter);
                    if (message.reportedUser != null && $Object.hasOwnProperty.call(message, "reportedUser") && message.reportedUser.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.reportedUser);
                    if (message.messages != null && message.messages.length)
                        for (let i = 0; i < message.messages.length; ++i)
                            $root.drawbridge.gateway.v1.FrankedMessage.encode(message.messages[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.sealed != null && $Object.hasOwnProperty.call(message, "sealed") && message.sealed.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.sealed);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Report message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Report
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Report & drawbridge.gateway.v1.Report.$Shape} Report
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Report.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Report();
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
                                    message.reportId = value;
                                else
                                    delete message.reportId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.reporter = value;
                                else
                                    delete message.reporter;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.reportedUser = value;
                                else
                                    delete message.reportedUser;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.messages && message.messages.length))
                                    message.messages = [];
                                message.messages.push($root.drawbridge.gateway.v1.FrankedMessage.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.sealed = value;
                                else
                                    delete message.sealed;
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

                return Report;
            })();

            v1.FrankedMessage = (function() {

                /**
                 * Properties of a FrankedMessage.
                 * @typedef {Object} drawbridge.gateway.v1.FrankedMessage.$Properties
                 * @property {number|null} [senderDevice] FrankedMessage senderDevice
                 * @property {Uint8Array|null} [submissionId] FrankedMessage submissionId
                 * @property {number|null} [gatewayTimeMs] FrankedMessage gatewayTimeMs
                 * @property {Uint8Array|null} [frankingCommitment] FrankedMessage frankingCommitment
                 * @property {number|null} [keyEpoch] FrankedMessage keyEpoch
                 * @property {Uint8Array|null} [mac] FrankedMessage mac
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a FrankedMessage.
                 * @memberof drawbridge.gateway.v1
                 * @interface IFrankedMessage
                 * @augments drawbridge.gateway.v1.FrankedMessage.$Properties
                 * @deprecated Use drawbridge.gateway.v1.FrankedMessage.$Properties instead.
                 */

                /**
                 * Shape of a FrankedMessage.
                 * @typedef {drawbridge.gateway.v1.FrankedMessage.$Properties} drawbridge.gateway.v1.FrankedMessage.$Shape
                 */

                /**
                 * Constructs a new FrankedMessage.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a FrankedMessage.
                 * @constructor
                 * @param {drawbridge.gateway.v1.FrankedMessage.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const FrankedMessage = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * FrankedMessage senderDevice.
                 * @member {number} senderDevice
                 * @memberof drawbridge.gateway.v1.FrankedMessage
                 * @instance
                 */
                FrankedMessage.prototype.senderDevice = 0;

                /**
                 * FrankedMessage submissionId.
                 * @member {Uint8Array} submissionId
                 * @memberof drawbridge.gateway.v1.FrankedMessage
                 * @instance
                 */
                FrankedMessage.prototype.submissionId = $util.newBuffer([]);

                /**
                 * FrankedMessage gatewayTimeMs.
                 * @member {number} gatewayTimeMs
                 * @memberof drawbridge.gateway.v1.FrankedMessage
                 * @instance
                 */
                FrankedMessage.prototype.gatewayTimeMs = 0;

                /**
                 * FrankedMessage frankingCommitment.
                 * @member {Uint8Array} frankingCommitment
                 * @memberof drawbridge.gateway.v1.FrankedMessage
                 * @instance
                 */
                FrankedMessage.prototype.frankingCommitment = $util.newBuffer([]);

                /**
                 * FrankedMessage keyEpoch.
                 * @member {number} keyEpoch
                 * @memberof drawbridge.gateway.v1.FrankedMessage
                 * @instance
                 */
                FrankedMessage.prototype.keyEpoch = 0;

                /**
                 * FrankedMessage mac.
                 * @member {Uint8Array} mac
                 * @memberof drawbridge.gateway.v1.FrankedMessage
                 * @instance
                 */
                FrankedMessage.prototype.mac = $util.newBuffer([]);

                /**
                 * Encodes the specified FrankedMessage message. Does not implicitly {@link drawbridge.gateway.v1.FrankedMessage.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.FrankedMessage
                 * @static
                 * @param {drawbridge.gateway.v1.FrankedMessage.$Properties} message FrankedMessage message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                FrankedMessage.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.senderDevice != null && $Object.hasOwnProperty.call(message, "senderDevice") && message.senderDevice !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.senderDevice);
                    if (message.submissionId != null && $Object.hasOwnProperty.call(message, "submissionId") && message.submissionId.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.submissionId);
                    if (message.gatewayTimeMs != null && $Object.hasOwnProperty.call(message, "gatewayTimeMs") && !$Object.is(message.gatewayTimeMs, 0))
                        writer.uint32(/* id 3, wireType 1 =*/25).double(message.gatewayTimeMs);
                    if (message.frankingCommitment != null && $Object.hasOwnProperty.call(message, "frankingCommitment") && message.frankingCommitment.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.frankingCommitment);
                    if (message.keyEpoch != null && $Object.hasOwnProperty.call(message, "keyEpoch") && message.keyEpoch !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.keyEpoch);
                    if (message.mac != null && $Object.hasOwnProperty.call(message, "mac") && message.mac.length)
                        writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.mac);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a FrankedMessage message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.FrankedMessage
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.FrankedMessage & drawbridge.gateway.v1.FrankedMessage.$Shape} FrankedMessage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                FrankedMessage.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.FrankedMessage();
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
                                if (value = reader.uint32())
                                    message.senderDevice = value;
                                else
                                    delete message.senderDevice;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.submissionId = value;
                                else
                                    delete message.submissionId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.gatewayTimeMs = value;
                                else
                                    delete message.gatewayTimeMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.frankingCommitment = value;
                                else
                                    delete message.frankingCommitment;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.keyEpoch = value;
                                else
                                    delete message.keyEpoch;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.mac = value;
                                else
                                    delete message.mac;
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

                return FrankedMessage;
            })();

            v1.Reported = (function() {

                /**
                 * Properties of a Reported.
                 * @typedef {Object} drawbridge.gateway.v1.Reported.$Properties
                 * @property {Uint8Array|null} [reportId] Reported reportId
                 * @property {number|null} [leftToday] Reported leftToday
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Reported.
                 * @memberof drawbridge.gateway.v1
                 * @interface IReported
                 * @augments drawbridge.gateway.v1.Reported.$Properties
                 * @deprecated Use drawbridge.gateway.v1.Reported.$Properties instead.
                 */

                /**
                 * Shape of a Reported.
                 * @typedef {drawbridge.gateway.v1.Reported.$Properties} drawbridge.gateway.v1.Reported.$Shape
                 */

                /**
                 * Constructs a new Reported.
                 * @memberof drawbridge.gateway.v1
                 * @classdesc Represents a Reported.
                 * @constructor
                 * @param {drawbridge.gateway.v1.Reported.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Reported = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Reported reportId.
                 * @member {Uint8Array} reportId
                 * @memberof drawbridge.gateway.v1.Reported
                 * @instance
                 */
                Reported.prototype.reportId = $util.newBuffer([]);

                /**
                 * Reported leftToday.
                 * @member {number} leftToday
                 * @memberof drawbridge.gateway.v1.Reported
                 * @instance
                 */
                Reported.prototype.leftToday = 0;

                /**
                 * Encodes the specified Reported message. Does not implicitly {@link drawbridge.gateway.v1.Reported.verify|verify} messages.
                 * @function encode
                 * @memberof drawbridge.gateway.v1.Reported
                 * @static
                 * @param {drawbridge.gateway.v1.Reported.$Properties} message Reported message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Reported.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reportId != null && $Object.hasOwnProperty.call(message, "reportId") && message.reportId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.reportId);
                    if (message.leftToday != null && $Object.hasOwnProperty.call(message, "leftToday") && message.leftToday !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.leftToday);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Reported message from the specified reader or buffer.
                 * @function decode
                 * @memberof drawbridge.gateway.v1.Reported
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {drawbridge.gateway.v1.Reported & drawbridge.gateway.v1.Reported.$Shape} Reported
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Reported.decode = function (reader, length, _end, _depth, _target) {
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
                    message = _target || new $root.drawbridge.gateway.v1.Reported();
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
                                    message.reportId = value;
                                else
                                    delete message.reportId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.leftToday = value;
                                else
                                    delete message.leftToday;
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

                return Reported;
            })();

            return v1;
        })();

        return gateway;
    })();

    return drawbridge;
})();

export {
  $root as default
};
