CREATE TABLE "enforcement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"party" text NOT NULL,
	"user" uuid,
	"step" text NOT NULL,
	"rule" text NOT NULL,
	"reason" text NOT NULL,
	"actor" text NOT NULL,
	"startedAt" bigint NOT NULL,
	"endsAt" bigint,
	"endedAt" bigint,
	"ending" text,
	"appeal" text NOT NULL,
	"appealSealed" "bytea",
	"decision" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "targets" (
	"party" text NOT NULL,
	"targetIndex" "bytea" NOT NULL,
	"askedAt" bigint NOT NULL,
	CONSTRAINT "targets_party_targetIndex_pk" PRIMARY KEY("party","targetIndex")
);
--> statement-breakpoint
CREATE TABLE "usage" (
	"party" text NOT NULL,
	"subject" "bytea" NOT NULL,
	"dayStart" bigint NOT NULL,
	"messages" bigint NOT NULL,
	"bytes" bigint NOT NULL,
	"targets" bigint NOT NULL,
	CONSTRAINT "usage_party_subject_dayStart_pk" PRIMARY KEY("party","subject","dayStart")
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "suspended" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "enforcement_party" ON "enforcement" USING btree ("party","startedAt");--> statement-breakpoint
CREATE INDEX "enforcement_user" ON "enforcement" USING btree ("user");--> statement-breakpoint
CREATE INDEX "enforcement_due" ON "enforcement" USING btree ("endsAt") WHERE "endedAt" IS NULL;--> statement-breakpoint
CREATE INDEX "enforcement_end" ON "enforcement" USING btree ("endedAt");--> statement-breakpoint
CREATE INDEX "targets_end" ON "targets" USING btree ("askedAt");--> statement-breakpoint
CREATE INDEX "usage_end" ON "usage" USING btree ("dayStart");