-- AlterTable
ALTER TABLE "assignment" ADD COLUMN     "since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "task_request" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "taskId" TEXT,
    "unitId" TEXT,
    "fromId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "dueBefore" DATE,
    "dueWanted" DATE,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decidedById" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "task_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "task_request_state_at_idx" ON "task_request"("state", "at");

-- CreateIndex
CREATE INDEX "task_request_taskId_idx" ON "task_request"("taskId");
