CREATE TABLE "untaken" (
	"event" bigint PRIMARY KEY NOT NULL,
	"nextAtMs" bigint NOT NULL,
	"deadSinceMs" bigint,
	"attempts" integer NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "untaken" ADD CONSTRAINT "untaken_event_events_id_fk" FOREIGN KEY ("event") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "untaken_dead" ON "untaken" USING btree ("deadSinceMs") WHERE "deadSinceMs" IS NOT NULL;