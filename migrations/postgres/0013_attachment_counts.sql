CREATE TABLE "attachmentCounts" (
	"attachment" uuid PRIMARY KEY NOT NULL,
	"user" uuid NOT NULL,
	"bytes" bigint NOT NULL,
	"countedUntil" bigint NOT NULL,
	"party" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "attachmentCounts_user" ON "attachmentCounts" USING btree ("user");--> statement-breakpoint
CREATE INDEX "attachmentCounts_end" ON "attachmentCounts" USING btree ("countedUntil");--> statement-breakpoint

-- What counted until its bytes were deleted counts until its time is over.
INSERT INTO "attachmentCounts" ("attachment", "user", "bytes", "countedUntil", "party")
	SELECT "id", "senderUser", "sizeBytes", "expiresAt", "senderParty" FROM "attachments" WHERE "hasBytes";--> statement-breakpoint

-- Binds attachments to devices of their recipient, all of them or none; false unless each is the sender's, for this recipient, bound to no message yet, is there
-- or will be fetched, and outlasts `fromTime`. Whoever changes one of these rows, or the devices of one, holds the row.
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
    "fetchAt" = CASE WHEN "state" = 'pending' THEN nowTime END WHERE "id" = ANY (ids);
  UPDATE "attachmentCounts" SET "countedUntil" = greatest("countedUntil", untilTime) WHERE "attachment" = ANY (ids);
  INSERT INTO "attachmentDevices" ("user", "attachment", "deviceId")
    SELECT recipient, i, d FROM unnest(ids) AS i CROSS JOIN unnest(devices) AS d;
  RETURN true;
END $$;--> statement-breakpoint

-- Forgets what is over, for each pair of a time and a limit; answers how many rows each forgot. What counts no longer is given back to its user and its
-- party, whose row comes first as for whoever counts. Rows that another node is
-- just forgetting are left to it.
CREATE OR REPLACE FUNCTION "sweepOver"(times bigint[], limits int[], traceMs bigint) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  forgotten bigint[] := '{}';
  rows_now bigint;
  counted record;
  total bigint;
BEGIN
  FOR i IN 1 .. cardinality(times) LOOP
    DELETE FROM "submissions" WHERE ctid = ANY (ARRAY(
      SELECT s.ctid FROM "submissions" s WHERE s."rememberUntil" <= times[i] ORDER BY s."rememberUntil" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS total = ROW_COUNT;
    DELETE FROM "redeemedTokens" WHERE ctid = ANY (ARRAY(
      SELECT r.ctid FROM "redeemedTokens" r WHERE r."expiresAt" <= times[i] ORDER BY r."expiresAt" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "requests" WHERE ctid = ANY (ARRAY(
      SELECT r.ctid FROM "requests" r WHERE r."expiresAt" <= times[i] ORDER BY r."expiresAt" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "traces" WHERE ctid = ANY (ARRAY(
      SELECT t.ctid FROM "traces" t WHERE t."endedAtMs" <= times[i] - traceMs ORDER BY t."endedAtMs" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "positions" WHERE ctid = ANY (ARRAY(
      SELECT p.ctid FROM "positions" p WHERE p."keepUntil" <= times[i] ORDER BY p."keepUntil" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "attachmentTickets" WHERE ctid = ANY (ARRAY(
      SELECT k.ctid FROM "attachmentTickets" k WHERE k."expiresAt" <= times[i] ORDER BY k."expiresAt" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    DELETE FROM "attachments" WHERE ctid = ANY (ARRAY(
      SELECT a.ctid FROM "attachments" a WHERE NOT a."hasBytes" AND a."expiresAt" <= times[i] ORDER BY a."expiresAt" LIMIT limits[i] FOR UPDATE SKIP LOCKED));
    GET DIAGNOSTICS rows_now = ROW_COUNT; total := total + rows_now;
    FOR counted IN SELECT c."attachment", c."party", c."user"::text AS "user", c."bytes" FROM "attachmentCounts" c
      WHERE c."countedUntil" <= times[i] ORDER BY c."countedUntil" LIMIT limits[i] FOR UPDATE SKIP LOCKED
    LOOP
      UPDATE "attachmentUsage" SET "count" = "count" - 1, "bytes" = "bytes" - counted."bytes" WHERE "party" = counted."party" AND "user" = '';
      UPDATE "attachmentUsage" SET "count" = "count" - 1, "bytes" = "bytes" - counted."bytes" WHERE "party" = counted."party" AND "user" = counted."user";
      DELETE FROM "attachmentUsage" WHERE "party" = counted."party" AND "user" = counted."user" AND "count" = 0;
      DELETE FROM "attachmentCounts" WHERE "attachment" = counted."attachment";
      total := total + 1;
    END LOOP;
    forgotten := forgotten || total;
  END LOOP;
  RETURN forgotten;
END $$;
