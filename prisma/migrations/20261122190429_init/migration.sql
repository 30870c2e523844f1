-- CreateTable
CREATE TABLE "unit" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parentId" TEXT,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "honorific" TEXT,
    "title" TEXT,
    "phone" TEXT,
    "erasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leave" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "substituteId" TEXT,
    "unitId" TEXT,
    "programmeId" TEXT,
    "fromDate" DATE NOT NULL,
    "toDate" DATE NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leave_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_account" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "botAccount" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "isMain" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'active',
    "stateSince" TIMESTAMPTZ(3) NOT NULL,
    "stateNote" TEXT,
    "linkedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3),

    CONSTRAINT "channel_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invite" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "createdBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "invite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "code_attempt" (
    "channel" TEXT NOT NULL,
    "botAccount" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "code_attempt_pkey" PRIMARY KEY ("channel","botAccount","userId")
);

-- CreateTable
CREATE TABLE "document" (
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "issuedOn" DATE,
    "issuer" TEXT,
    "title" TEXT,
    "parentId" TEXT,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "documentId" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holiday" (
    "date" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "certainty" TEXT NOT NULL,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("date")
);

-- CreateTable
CREATE TABLE "task" (
    "id" TEXT NOT NULL,
    "programmeId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "outline" TEXT,
    "groupName" TEXT,
    "title" TEXT NOT NULL,
    "due" DATE,
    "dueKind" TEXT NOT NULL,
    "dueRaw" TEXT,
    "startOn" DATE,
    "product" TEXT,
    "authority" TEXT,
    "resources" TEXT,
    "targetValue" DOUBLE PRECISION,
    "targetUnit" TEXT,
    "targetOp" TEXT,
    "regimes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" TEXT NOT NULL DEFAULT 'open',
    "stateSince" TIMESTAMPTZ(3) NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "taskId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "officerId" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("taskId","unitId")
);

-- CreateTable
CREATE TABLE "milestone" (
    "id" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "due" DATE,
    "doneAt" TIMESTAMPTZ(3),
    "position" INTEGER NOT NULL,

    CONSTRAINT "milestone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_change" (
    "id" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "personId" TEXT,
    "field" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "reason" TEXT,
    "documentId" TEXT,

    CONSTRAINT "task_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "inboxId" TEXT,
    "filedAt" TIMESTAMPTZ(3) NOT NULL,
    "filedOn" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'filed',
    "currentVersion" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_version" (
    "reportId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "personId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "percent" DOUBLE PRECISION,
    "quantityDone" DOUBLE PRECISION,
    "quantityTotal" DOUBLE PRECISION,
    "quantityUnit" TEXT,
    "result" TEXT,
    "obstacle" TEXT,
    "cause" TEXT,
    "proposal" TEXT,
    "addressee" TEXT,
    "nextStep" TEXT,
    "nextDate" DATE,
    "missing" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "flags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "text" TEXT NOT NULL,

    CONSTRAINT "report_version_pkey" PRIMARY KEY ("reportId","version")
);

-- CreateTable
CREATE TABLE "filing" (
    "taskId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "regime" TEXT NOT NULL,
    "periodKey" TEXT NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "firstCompleteAt" TIMESTAMPTZ(3),
    "isLate" BOOLEAN NOT NULL,
    "delayMinutes" INTEGER NOT NULL DEFAULT 0,
    "reportId" TEXT NOT NULL,

    CONSTRAINT "filing_pkey" PRIMARY KEY ("taskId","unitId","regime","periodKey")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" TEXT NOT NULL,
    "reportId" TEXT,
    "personId" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "fileName" TEXT,
    "mime" TEXT,
    "sizeBytes" INTEGER NOT NULL,
    "isOriginal" BOOLEAN NOT NULL DEFAULT true,
    "albumId" TEXT,
    "inboxId" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "obstacle" (
    "id" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "reportId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "cause" TEXT,
    "proposal" TEXT,
    "addressee" TEXT,
    "addresseeUnitId" TEXT,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "raisedBy" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT,
    "answeredBy" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "obstacle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directive" (
    "id" TEXT NOT NULL,
    "fromId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    "answer" TEXT,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "directive_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation_step" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "rung" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "taskId" TEXT,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "note" TEXT,
    "acknowledgedAt" TIMESTAMPTZ(3),
    "quietUntil" TIMESTAMPTZ(3),

    CONSTRAINT "escalation_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox_message" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "botAccount" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "threadId" TEXT NOT NULL,
    "senderId" TEXT NOT NULL,
    "messageId" TEXT,
    "albumId" TEXT,
    "raw" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "readyAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "channel" TEXT NOT NULL,
    "botAccount" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "senderId" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("channel","botAccount","threadId","senderId")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "laneRank" INTEGER NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "botAccount" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "isGroup" BOOLEAN NOT NULL DEFAULT false,
    "personId" TEXT,
    "payload" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "providerIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sent" JSONB,
    "sentAt" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "round_mark" (
    "name" TEXT NOT NULL,
    "doneTo" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "round_mark_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "counter" (
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "personId" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "unit_name_validFrom_key" ON "unit"("name", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "person_handle_key" ON "person"("handle");

-- CreateIndex
CREATE INDEX "post_unitId_role_idx" ON "post"("unitId", "role");

-- CreateIndex
CREATE INDEX "post_personId_idx" ON "post"("personId");

-- CreateIndex
CREATE INDEX "leave_personId_idx" ON "leave"("personId");

-- CreateIndex
CREATE INDEX "leave_substituteId_idx" ON "leave"("substituteId");

-- CreateIndex
CREATE INDEX "channel_account_personId_idx" ON "channel_account"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "channel_account_channel_botAccount_userId_key" ON "channel_account"("channel", "botAccount", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "invite_codeHash_key" ON "invite"("codeHash");

-- CreateIndex
CREATE INDEX "invite_personId_idx" ON "invite"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "document_number_issuedOn_issuer_key" ON "document"("number", "issuedOn", "issuer");

-- CreateIndex
CREATE UNIQUE INDEX "programme_code_key" ON "programme"("code");

-- CreateIndex
CREATE INDEX "task_state_due_idx" ON "task"("state", "due");

-- CreateIndex
CREATE UNIQUE INDEX "task_programmeId_code_key" ON "task"("programmeId", "code");

-- CreateIndex
CREATE INDEX "assignment_unitId_role_idx" ON "assignment"("unitId", "role");

-- CreateIndex
CREATE INDEX "assignment_officerId_idx" ON "assignment"("officerId");

-- CreateIndex
CREATE INDEX "milestone_taskId_idx" ON "milestone"("taskId");

-- CreateIndex
CREATE INDEX "task_change_taskId_at_idx" ON "task_change"("taskId", "at");

-- CreateIndex
CREATE INDEX "report_taskId_unitId_filedAt_idx" ON "report"("taskId", "unitId", "filedAt" DESC);

-- CreateIndex
CREATE INDEX "report_number_idx" ON "report"("number");

-- CreateIndex
CREATE INDEX "report_personId_filedAt_idx" ON "report"("personId", "filedAt" DESC);

-- CreateIndex
CREATE INDEX "report_filedOn_idx" ON "report"("filedOn");

-- CreateIndex
CREATE INDEX "filing_regime_periodKey_idx" ON "filing"("regime", "periodKey");

-- CreateIndex
CREATE INDEX "evidence_reportId_idx" ON "evidence"("reportId");

-- CreateIndex
CREATE INDEX "evidence_sha256_idx" ON "evidence"("sha256");

-- CreateIndex
CREATE INDEX "evidence_personId_albumId_idx" ON "evidence"("personId", "albumId");

-- CreateIndex
CREATE INDEX "obstacle_state_raisedAt_idx" ON "obstacle"("state", "raisedAt");

-- CreateIndex
CREATE INDEX "obstacle_taskId_unitId_idx" ON "obstacle"("taskId", "unitId");

-- CreateIndex
CREATE INDEX "directive_toId_idx" ON "directive"("toId");

-- CreateIndex
CREATE INDEX "directive_subject_idx" ON "directive"("subject");

-- CreateIndex
CREATE INDEX "escalation_step_digest_idx" ON "escalation_step"("digest");

-- CreateIndex
CREATE INDEX "escalation_step_personId_idx" ON "escalation_step"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "escalation_step_subject_rung_personId_key" ON "escalation_step"("subject", "rung", "personId");

-- CreateIndex
CREATE INDEX "inbox_message_state_seq_idx" ON "inbox_message"("state", "seq");

-- CreateIndex
CREATE INDEX "inbox_message_channel_botAccount_threadId_state_seq_idx" ON "inbox_message"("channel", "botAccount", "threadId", "state", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_message_channel_botAccount_providerId_key" ON "inbox_message"("channel", "botAccount", "providerId");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_identity_key" ON "outbox_message"("identity");

-- CreateIndex
CREATE INDEX "outbox_message_channel_botAccount_state_laneRank_notBefore__idx" ON "outbox_message"("channel", "botAccount", "state", "laneRank", "notBefore", "seq");

-- CreateIndex
CREATE INDEX "outbox_message_channel_botAccount_threadId_sentAt_idx" ON "outbox_message"("channel", "botAccount", "threadId", "sentAt" DESC);

-- CreateIndex
CREATE INDEX "outbox_message_personId_lane_sentAt_idx" ON "outbox_message"("personId", "lane", "sentAt" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- CreateIndex
CREATE INDEX "audit_entry_subject_idx" ON "audit_entry"("subject");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leave" ADD CONSTRAINT "leave_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_account" ADD CONSTRAINT "channel_account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invite" ADD CONSTRAINT "invite_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "document"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "document"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_programmeId_fkey" FOREIGN KEY ("programmeId") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_change" ADD CONSTRAINT "task_change_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_version" ADD CONSTRAINT "report_version_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing" ADD CONSTRAINT "filing_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_reportId_fkey" FOREIGN KEY ("reportId") REFERENCES "report"("id") ON DELETE SET NULL ON UPDATE CASCADE;
