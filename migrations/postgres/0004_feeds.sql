CREATE TABLE "feeds" (
	"party" text PRIMARY KEY NOT NULL,
	"offered" bigint NOT NULL,
	"reader" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "aside" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "events_aside" ON "events" USING btree ("party") WHERE aside;--> statement-breakpoint
INSERT INTO "feeds" ("party", "offered", "reader") SELECT "party", coalesce(pg_sequence_last_value(pg_get_serial_sequence('"events"', 'id')::regclass), 0), '' FROM "parties" WHERE "role" = 'core';
