-- Envelopes are sealed: trying to compress them is lost work.
ALTER TABLE "mailbox" ALTER COLUMN "envelope" SET STORAGE EXTERNAL;--> statement-breakpoint
-- A queue is written at one end and emptied at the other: what is dead must be gone before a reader walks over much of it.
ALTER TABLE "mailbox" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0.2, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
ALTER TABLE "events" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
ALTER TABLE "submissions" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
ALTER TABLE "traces" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
-- Room in each page for the next version of a row that every message changes.
ALTER TABLE "lanes" SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
ALTER TABLE "counters" SET (fillfactor = 50);--> statement-breakpoint
INSERT INTO "counters" ("name", "value") VALUES ('version', 0);--> statement-breakpoint

-- The numbers of the stamps that hold no more. A stamp names its row, the version that it had (0 for none) and its number.
CREATE FUNCTION "brokenStamps"(stamps json) RETURNS int[] LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(array_agg(broken.n), '{}') FROM (
    SELECT s.n FROM json_to_recordset(stamps->'party') AS s(n int, "party" text, "version" bigint)
    WHERE coalesce((SELECT p."version" FROM "parties" p WHERE p."party" = s."party"), 0) <> s."version"
    UNION ALL
    SELECT s.n FROM json_to_recordset(stamps->'person') AS s(n int, "person" bigint, "version" bigint)
    WHERE coalesce((SELECT p."version" FROM "persons" p WHERE p."person" = s."person"), 0) <> s."version"
    UNION ALL
    SELECT s.n FROM json_to_recordset(stamps->'user') AS s(n int, "user" uuid, "version" bigint)
    WHERE coalesce((SELECT u."version" FROM "users" u WHERE u."user" = s."user"), 0) <> s."version"
    UNION ALL
    SELECT s.n FROM json_to_recordset(stamps->'consent') AS s(n int, "owner" uuid, "peer" uuid, "version" bigint)
    WHERE coalesce((SELECT c."version" FROM "consents" c WHERE c."owner" = s."owner" AND c."peer" = s."peer"), 0) <> s."version"
  ) AS broken
$$;--> statement-breakpoint

-- Whether an envelope of so many bytes finds no room in its lane. The rows of a lane lie between its oldest and its newest,
-- so only a lane that may be full is counted.
CREATE FUNCTION "laneIsFull"(ofLane bigint, lastSequence bigint, totalBytes bigint, bytes bigint, maxQueued bigint, maxQueuedBytes bigint, maxEnvelope bigint)
RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  oldest record;
  span bigint;
  room bigint := maxQueuedBytes - bytes;
BEGIN
  SELECT m."laneSequence", m."laneBytes" - length(m."envelope") AS "before" INTO oldest FROM "mailbox" m WHERE m."lane" = ofLane ORDER BY m."id" LIMIT 1;
  IF NOT FOUND THEN RETURN maxQueued <= 0 OR room < 0; END IF;
  span := lastSequence - oldest."laneSequence" + 1;
  IF span >= maxQueued AND (SELECT count(*) FROM (SELECT 1 FROM "mailbox" m WHERE m."lane" = ofLane LIMIT maxQueued) AS few) >= maxQueued THEN RETURN true; END IF;
  IF span * maxEnvelope <= room OR totalBytes - oldest."before" <= room THEN RETURN false; END IF;
  RETURN (SELECT coalesce(sum(length(m."envelope")), 0) FROM "mailbox" m WHERE m."lane" = ofLane) > room;
END $$;--> statement-breakpoint

-- Stores messages in their order, each whole or not at all; answers a JSON array with one outcome for each. `blobs` holds the
-- bytes of all of them one after the other: of each, from `at` on, its digest, commitment, frank and envelopes. `stamps` are
-- those of all, once each; an item names its own by number.
CREATE FUNCTION "appendMessages"(items json, stamps json, blobs bytea, maxEnvelope bigint) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  broken int[] := "brokenStamps"(stamps);
  outcomes text[] := '{}';
  item record;
  before record;
  found_lane record;
  into_lanes bigint[];
  sequences bigint[];
  totals bigint[];
  places text[];
  is_full boolean;
  start int;
  new_lane bigint;
  row_id bigint;
BEGIN
  FOR item IN SELECT * FROM json_to_recordset(items) AS x(
    "at" int, "sender" uuid, "recipient" uuid, "party" text, "device" smallint, "submission" uuid, "time" bigint, "expires" bigint, "remember" bigint,
    "epoch" int, "urgent" boolean, "maxQueued" bigint, "maxQueuedBytes" bigint, "stamps" int[],
    "digest" int, "commitment" int, "frank" int, "devices" smallint[], "sizes" int[])
  LOOP
    -- Before all else: what was accepted once stays accepted, whatever changed since.
    SELECT s."digest", s."gatewayTimeMs", s."places" INTO before FROM "submissions" s
    WHERE s."senderUser" = item."sender" AND s."submissionId" = item."submission" AND s."senderDevice" = item."device";
    IF FOUND THEN
      outcomes := outcomes || CASE WHEN before."digest" = substring(blobs FROM item."at" FOR item."digest")
        THEN '{"gatewayTimeMs":' || before."gatewayTimeMs" || ',"places":' || before."places" || ',"repeated":true}' ELSE '{"conflict":true}' END;
      CONTINUE;
    END IF;
    IF item."stamps" && broken THEN
      outcomes := outcomes || '{"moved":true}'::text;
      CONTINUE;
    END IF;

    into_lanes := '{}'; sequences := '{}'; totals := '{}'; is_full := false;
    FOR i IN 1 .. cardinality(item."devices") LOOP
      SELECT l."lane", l."lastSequence", l."totalBytes" INTO found_lane FROM "lanes" l
      WHERE l."recipientUser" = item."recipient" AND l."recipientDevice" = item."devices"[i] AND l."senderUser" = item."sender";
      is_full := is_full OR "laneIsFull"(found_lane."lane", found_lane."lastSequence", found_lane."totalBytes",
        item."sizes"[i], item."maxQueued", item."maxQueuedBytes", maxEnvelope);
      into_lanes := into_lanes || found_lane."lane";
      sequences := sequences || coalesce(found_lane."lastSequence", 0) + 1;
      totals := totals || coalesce(found_lane."totalBytes", 0) + item."sizes"[i];
    END LOOP;
    IF is_full THEN
      outcomes := outcomes || '{"full":true}'::text;
      CONTINUE;
    END IF;

    places := '{}';
    start := item."at" + item."digest" + item."commitment" + item."frank";
    FOR i IN 1 .. cardinality(item."devices") LOOP
      IF into_lanes[i] IS NULL THEN
        INSERT INTO "lanes" ("recipientUser", "recipientDevice", "senderUser", "lastSequence", "totalBytes")
        VALUES (item."recipient", item."devices"[i], item."sender", 1, totals[i]) RETURNING "lane" INTO new_lane;
        into_lanes[i] := new_lane;
      ELSE
        UPDATE "lanes" SET "lastSequence" = sequences[i], "totalBytes" = totals[i] WHERE "lane" = into_lanes[i];
      END IF;
      INSERT INTO "mailbox" ("recipientParty", "lane", "senderDevice", "submissionId", "laneSequence", "gatewayTimeMs", "expiresAt", "urgent",
        "frankEpoch", "laneBytes", "commitment", "frank", "envelope")
      VALUES (item."party", into_lanes[i], item."device", item."submission", sequences[i], item."time", item."expires", item."urgent",
        item."epoch", totals[i], substring(blobs FROM item."at" + item."digest" FOR item."commitment"),
        substring(blobs FROM item."at" + item."digest" + item."commitment" FOR item."frank"), substring(blobs FROM start FOR item."sizes"[i]))
      RETURNING "id" INTO row_id;
      start := start + item."sizes"[i];
      places := places || ('{"deviceId":' || item."devices"[i] || ',"laneSequence":' || sequences[i] || ',"id":' || row_id || '}');
    END LOOP;
    INSERT INTO "submissions" ("senderUser", "senderDevice", "submissionId", "digest", "gatewayTimeMs", "places", "rememberUntil")
    VALUES (item."sender", item."device", item."submission", substring(blobs FROM item."at" FOR item."digest"), item."time",
      '[' || array_to_string(places, ',') || ']', item."remember");
    outcomes := outcomes || ('{"gatewayTimeMs":' || item."time" || ',"places":[' || array_to_string(places, ',') || '],"repeated":false}');
  END LOOP;
  RETURN '[' || array_to_string(outcomes, ',') || ']';
END $$;--> statement-breakpoint

-- Counts one attempt at each row in turn and parks it at every `every`th; answers for each whether it is parked now.
CREATE FUNCTION "countAttempts"(ids bigint[], parties text[], every int) RETURNS boolean[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  parked boolean[] := '{}';
  held smallint;
BEGIN
  FOR i IN 1 .. cardinality(ids) LOOP
    held := NULL;
    UPDATE "mailbox" m SET "attempt" = m."attempt" + 1, "withheld" = CASE WHEN (m."attempt" + 1) % every = 0 THEN 2 ELSE 0 END
    WHERE m."id" = ids[i] AND m."recipientParty" = parties[i] AND m."withheld" = 0 RETURNING m."withheld" INTO held;
    parked := parked || coalesce(held = 2, false);
  END LOOP;
  RETURN parked;
END $$;--> statement-breakpoint

-- Forgets what is over, for each pair of a time and a limit; answers how many rows each forgot. Rows that another node is
-- just forgetting are left to it.
CREATE FUNCTION "sweepOver"(times bigint[], limits int[], traceMs bigint) RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  forgotten bigint[] := '{}';
  rows_now bigint;
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
    forgotten := forgotten || total;
  END LOOP;
  RETURN forgotten;
END $$;
