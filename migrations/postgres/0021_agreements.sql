CREATE TABLE "agreements" (
	"party" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"record" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"number" integer PRIMARY KEY NOT NULL,
	"jws" text NOT NULL
);
