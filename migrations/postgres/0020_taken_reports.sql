CREATE TABLE "takenReports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reporter" uuid NOT NULL,
	"receivedAt" bigint NOT NULL,
	"digest" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "takenReports_reporter" ON "takenReports" USING btree ("reporter","receivedAt");--> statement-breakpoint
CREATE INDEX "takenReports_age" ON "takenReports" USING btree ("receivedAt");--> statement-breakpoint
INSERT INTO "takenReports" ("id", "reporter", "receivedAt", "digest") SELECT "id", "reporter", "receivedAt", "digest" FROM "reports";--> statement-breakpoint
ALTER TABLE "reports" DROP COLUMN "digest";