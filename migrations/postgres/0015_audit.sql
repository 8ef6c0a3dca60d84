CREATE TABLE "auditCheckpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auditEntries" (
	"entry" bigint PRIMARY KEY NOT NULL,
	"leaf" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auditHead" (
	"id" integer PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"frontier" "bytea" NOT NULL
);

--> statement-breakpoint
CREATE FUNCTION "auditIsAppendOnly"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END $$;
--> statement-breakpoint
CREATE TRIGGER "auditEntries_stay" BEFORE UPDATE OR DELETE ON "auditEntries" FOR EACH ROW EXECUTE FUNCTION "auditIsAppendOnly"();
