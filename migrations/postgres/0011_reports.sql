CREATE TABLE "reporters" (
	"reportedUser" uuid NOT NULL,
	"lastAt" bigint NOT NULL,
	"reporterHash" "bytea" NOT NULL,
	"reportedParty" text,
	CONSTRAINT "reporters_reportedUser_reporterHash_pk" PRIMARY KEY("reportedUser","reporterHash")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reporter" uuid NOT NULL,
	"reportedUser" uuid NOT NULL,
	"receivedAt" bigint NOT NULL,
	"messages" smallint NOT NULL,
	"party" text NOT NULL,
	"reportedParty" text,
	"digest" "bytea" NOT NULL,
	"checked" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "reporters_party" ON "reporters" USING btree ("reportedParty","reporterHash");--> statement-breakpoint
CREATE INDEX "reporters_age" ON "reporters" USING btree ("lastAt");--> statement-breakpoint
CREATE INDEX "reports_party" ON "reports" USING btree ("party");--> statement-breakpoint
CREATE INDEX "reports_reporter" ON "reports" USING btree ("reporter","receivedAt");--> statement-breakpoint
CREATE INDEX "reports_age" ON "reports" USING btree ("receivedAt");