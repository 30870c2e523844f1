-- CreateTable
CREATE TABLE "conference" (
    "id" TEXT NOT NULL,
    "programmeId" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "lockFrom" TIMESTAMPTZ(3) NOT NULL,
    "lockUntil" TIMESTAMPTZ(3) NOT NULL,
    "movedFrom" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'planned',
    "warnedDays" INTEGER,
    "frozenAt" TIMESTAMPTZ(3),
    "plannedById" TEXT NOT NULL,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lock_exception" (
    "id" TEXT NOT NULL,
    "conferenceId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lock_exception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lock_snapshot" (
    "id" TEXT NOT NULL,
    "conferenceId" TEXT NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "content" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "lock_snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_draft" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "programmeId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "pieces" JSONB NOT NULL,
    "evidenceIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "keptAt" TIMESTAMPTZ(3) NOT NULL,
    "toldAt" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'kept',
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "report_draft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "conference_programmeId_lockUntil_idx" ON "conference"("programmeId", "lockUntil");

-- CreateIndex
CREATE INDEX "lock_exception_conferenceId_idx" ON "lock_exception"("conferenceId");

-- CreateIndex
CREATE UNIQUE INDEX "lock_snapshot_conferenceId_key" ON "lock_snapshot"("conferenceId");

-- CreateIndex
CREATE INDEX "report_draft_state_personId_idx" ON "report_draft"("state", "personId");

-- AddForeignKey
ALTER TABLE "lock_exception" ADD CONSTRAINT "lock_exception_conferenceId_fkey" FOREIGN KEY ("conferenceId") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lock_snapshot" ADD CONSTRAINT "lock_snapshot_conferenceId_fkey" FOREIGN KEY ("conferenceId") REFERENCES "conference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
