CREATE TABLE "erasures" (
	"number" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"hash" "bytea" NOT NULL
);
