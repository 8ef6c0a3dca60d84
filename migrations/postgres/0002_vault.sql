CREATE TABLE "vaultAccounts" (
	"user" uuid PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"wrappedKey" "bytea" NOT NULL,
	"state" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vaultConversations" (
	"user" uuid NOT NULL,
	"peer" uuid NOT NULL,
	"version" bigint NOT NULL,
	"state" "bytea" NOT NULL,
	CONSTRAINT "vaultConversations_user_peer_pk" PRIMARY KEY("user","peer")
);
--> statement-breakpoint
CREATE TABLE "vaultPrekeys" (
	"user" uuid NOT NULL,
	"kind" text NOT NULL,
	"id" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "vaultPrekeys_user_kind_id_pk" PRIMARY KEY("user","kind","id")
);
--> statement-breakpoint
ALTER TABLE "vaultAccounts" ADD CONSTRAINT "vaultAccounts_user_users_user_fk" FOREIGN KEY ("user") REFERENCES "public"."users"("user") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vaultConversations" ADD CONSTRAINT "vaultConversations_user_vaultAccounts_user_fk" FOREIGN KEY ("user") REFERENCES "public"."vaultAccounts"("user") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vaultPrekeys" ADD CONSTRAINT "vaultPrekeys_user_vaultAccounts_user_fk" FOREIGN KEY ("user") REFERENCES "public"."vaultAccounts"("user") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "vaultConversations_peer" ON "vaultConversations" USING btree ("peer");