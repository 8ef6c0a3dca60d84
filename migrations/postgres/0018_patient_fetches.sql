-- Binds attachments to devices of their recipient, all of them or none; false unless each is the sender's, for this recipient, bound to no message yet, is there
-- or will be fetched, and outlasts `fromTime`. Whoever changes one of these rows, or the devices of one, holds the row. The uploads' tickets end with it: one that is
-- refused would tell by its time whether the attachment is still there. `nowTime` is by a clock that may be ahead, `fromTime` a minute after what is believed: what is
-- to be fetched is due by then at the latest.
CREATE OR REPLACE FUNCTION "bindAttachments"(ids uuid[], sender uuid, recipient uuid, devices smallint[], nowTime bigint, fromTime bigint, untilTime bigint)
RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  found_rows int;
BEGIN
  PERFORM 1 FROM "attachments" a WHERE a."id" = ANY (ids) AND a."senderUser" = sender AND a."recipientUser" = recipient AND a."hasBytes"
    AND a."expiresAt" > fromTime AND NOT a."isBound" AND (a."state" = 'available' OR (a."state" = 'pending' AND a."host" IS NOT NULL)) ORDER BY a."id" FOR UPDATE;
  GET DIAGNOSTICS found_rows = ROW_COUNT;
  IF found_rows <> cardinality(ids) THEN RETURN false; END IF;
  UPDATE "attachments" SET "isBound" = true, "expiresAt" = greatest("expiresAt", untilTime),
    "fetchAt" = CASE WHEN "state" = 'pending' THEN least(nowTime, fromTime) END WHERE "id" = ANY (ids);
  UPDATE "attachmentCounts" SET "countedUntil" = greatest("countedUntil", untilTime) WHERE "attachment" = ANY (ids);
  DELETE FROM "attachmentTickets" WHERE "attachment" = ANY (ids) AND "direction" = 'upload';
  INSERT INTO "attachmentDevices" ("user", "attachment", "deviceId")
    SELECT recipient, i, d FROM unnest(ids) AS i CROSS JOIN unnest(devices) AS d;
  RETURN true;
END $$;
