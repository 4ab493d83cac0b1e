import RedstartExecution

// RDDs inside of the engine's queries.

extension RDD {
  /// Computes what a query needs before its tasks can read the RDD.
  package func prepare(_ job: JobContext) throws { try JobRun(context, job).makeParents(of: self) }

  /// The elements of a partition, for a task of a query. An output that is lost meanwhile fails the attempt.
  package func open(_ partition: Int, _ task: TaskContext) throws -> ChunkIterator<Element> {
    let input: ChunkIterator<Element>
    do { input = try iterator(partition, task) } catch is MissingParent { throw Self.lost }
    return ChunkIterator {
      do { return try input.next() } catch is MissingParent { throw Self.lost }
    }
  }

  private static var lost: TransientFailure { TransientFailure("an output of a stage before was lost") }
}

extension SparkContext {
  /// An RDD whose partitions something else computes.
  package func source<T: Sendable>(
    _ kind: String, _ site: CallSite, partitions: Int, _ compute: @escaping RDD<T>.Compute
  ) -> RDD<T> {
    RDD(self, kind, site, partitions: partitions, compute: compute)
  }

  /// Runs work that waits for jobs on a thread of its own; cancelling the Swift task cancels the token.
  package func onThread<R: Sendable>(_ work: @escaping @Sendable (CancellationToken) throws -> R) async throws -> R {
    let token = CancellationToken()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        JobThread.start { continuation.resume(with: Result { try work(token) }) }
      }
    } onCancel: {
      token.cancel()
    }
  }
}
