CREATE TABLE "vaultAwaited" (
	"user" uuid NOT NULL,
	"submissionId" uuid NOT NULL,
	"peer" uuid NOT NULL,
	"peerDevice" smallint NOT NULL,
	"failed" uuid NOT NULL,
	"gatewayTimeMs" bigint NOT NULL,
	"failures" integer NOT NULL,
	"reason" text NOT NULL,
	"untilMs" bigint NOT NULL,
	CONSTRAINT "vaultAwaited_user_submissionId_pk" PRIMARY KEY("user","submissionId")
);
--> statement-breakpoint
CREATE TABLE "vaultSent" (
	"user" uuid NOT NULL,
	"device" smallint NOT NULL,
	"submissionId" uuid NOT NULL,
	"peer" uuid NOT NULL,
	"sentAtMs" bigint NOT NULL,
	"spoken" uuid NOT NULL,
	"resends" integer NOT NULL,
	"content" text NOT NULL,
	"epochKey" text NOT NULL,
	CONSTRAINT "vaultSent_user_device_submissionId_pk" PRIMARY KEY("user","device","submissionId")
);
--> statement-breakpoint
CREATE TABLE "vaultTold" (
	"user" uuid NOT NULL,
	"peer" uuid NOT NULL,
	"identityKey" "bytea" NOT NULL,
	CONSTRAINT "vaultTold_user_peer_pk" PRIMARY KEY("user","peer")
);
--> statement-breakpoint
ALTER TABLE "vaultAwaited" ADD CONSTRAINT "vaultAwaited_user_vaultAccounts_user_fk" FOREIGN KEY ("user") REFERENCES "public"."vaultAccounts"("user") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vaultSent" ADD CONSTRAINT "vaultSent_submission" FOREIGN KEY ("user","device","submissionId") REFERENCES "public"."submissions"("senderUser","senderDevice","submissionId") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vaultTold" ADD CONSTRAINT "vaultTold_user_vaultAccounts_user_fk" FOREIGN KEY ("user") REFERENCES "public"."vaultAccounts"("user") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "vaultAwaited_peer" ON "vaultAwaited" USING btree ("peer");--> statement-breakpoint
CREATE INDEX "vaultAwaited_end" ON "vaultAwaited" USING btree ("untilMs");--> statement-breakpoint
CREATE INDEX "vaultSent_pair" ON "vaultSent" USING btree ("user","peer","sentAtMs");--> statement-breakpoint
CREATE INDEX "vaultSent_peer" ON "vaultSent" USING btree ("peer");--> statement-breakpoint
CREATE INDEX "vaultTold_peer" ON "vaultTold" USING btree ("peer");