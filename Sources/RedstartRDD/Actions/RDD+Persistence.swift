import Foundation
import RedstartDiagnostics
import RedstartExecution

extension RDD {
  /// Keeps the partitions when they are first computed, so that later jobs need not compute them again.
  ///
  /// Partitions that find no room are computed again (memory only) or kept on disk; only elements that are `Codable`, and pairs of
  /// such, can go to disk.
  @discardableResult @_disfavoredOverload
  public func persist(_ level: StorageLevel = .memoryOnly) -> RDD<Element> { persisted(level, nil) }

  /// Likewise, for pairs.
  @discardableResult
  public func persist<K: Sendable, V: Sendable>(_ level: StorageLevel = .memoryOnly) -> RDD<Element> where Element == (K, V) {
    persisted(level, .pair())
  }

  private func persisted(_ level: StorageLevel, _ codec: BlockCodec<Element>?) -> RDD<Element> {
    state.withLock { state in
      if state.codec == nil { state.codec = codec }
      state.level = level
    }
    return self
  }

  /// Keeps the partitions in memory.
  @discardableResult
  public func cache() -> RDD<Element> { persist(.memoryOnly) }

  /// Forgets the partitions that are kept.
  @discardableResult
  public func unpersist() -> RDD<Element> {
    state.withLock { $0.level = .none }
    context.blocks.remove(rdd: id)
    return self
  }

  public func getStorageLevel() -> StorageLevel { storageLevel }

  /// Asks for the partitions to be written to the folder of ``SparkContext/setCheckpointDir(_:)`` when the next action has succeeded;
  /// from then on they are read from there and the lineage above is forgotten.
  /// - Throws: `_LEGACY_ERROR_TEMP_3016` when no folder was set, `RDD_ELEMENT_NOT_CODABLE`.
  @_disfavoredOverload
  public func checkpoint() throws { try markCheckpoint(nil) }

  /// Likewise, for pairs.
  public func checkpoint<K: Sendable, V: Sendable>() throws where Element == (K, V) { try markCheckpoint(.pair()) }

  private func markCheckpoint(_ codec: BlockCodec<Element>?) throws {
    guard context.checkpoints.withLock({ $0 }) != nil else { throw SparkError("_LEGACY_ERROR_TEMP_3016") }
    try state.withLock { state in
      if state.codec == nil { state.codec = codec }
      guard state.codec != nil else {
        throw SparkError("RDD_ELEMENT_NOT_CODABLE", ["operation": "checkpoint", "type": "\(Element.self)"])
      }
      if state.checkpoint == .none { state.checkpoint = .reliable }
    }
  }

  /// Asks for the partitions to be kept when the next action has succeeded, and the lineage above to be forgotten.
  ///
  /// Cheaper than ``checkpoint()``, but a partition that is lost afterwards cannot be computed again.
  @discardableResult
  public func localCheckpoint() -> RDD<Element> {
    state.withLock { state in
      if state.checkpoint == .none { state.checkpoint = .local }
      if !state.level.useMemory, !state.level.useDisk { state.level = .memoryAndDisk }
    }
    return self
  }

  /// Whether a checkpoint stands.
  public var isCheckpointed: Bool { state.withLock { $0.checkpoint == .done } }

  public func writeCheckpoint(_ run: JobRun) throws {
    let wanted = state.withLock { $0.checkpoint }
    switch wanted {
    case .none: for dependency in dependencies { try dependency.parent.writeCheckpoint(run) }
    case .done: return
    case .reliable: try writeReliableCheckpoint(run)
    case .local: try keepLocalCheckpoint(run)
    }
  }

  private func writeReliableCheckpoint(_ run: JobRun) throws {
    guard let root = context.checkpoints.withLock({ $0 }), let codec = state.withLock({ $0.codec }) else { return }
    let folder = root + "/rdd-\(id)"
    try FileFailure.wrap(folder) { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
    let paths = try run.run(self, Array(0..<numPartitions)) { input, task -> String in
      let path = folder + "/part-" + String(String(100_000 + task.partition).suffix(5))
      // An attempt's file gets its name when it is whole.
      let attempt = path + "." + UUID().uuidString.lowercased()
      let writer = try BlockFile(path: attempt, isTemporary: false).write()
      try writer.append(try codec.encode(try task.all(input)))
      try writer.close()
      try FileFailure.wrap(path) { _ = rename(attempt, path) }
      return path
    }
    cut("ReliableCheckpointRDD", CallSite("checkpoint", site)) { partition, _ in
      ChunkIterator(once: { try codec.decode(try BlockFile(path: paths[partition], isTemporary: false).readAll()) })
    }
  }

  private func keepLocalCheckpoint(_ run: JobRun) throws {
    // Only the partitions that the action did not compute are left to do.
    let number = id
    let missing = (0..<numPartitions).filter { !context.blocks.contains(BlockID(rdd: number, partition: $0)) }
    _ = try run.run(self, missing) { input, task in while try input.next() != nil { try task.checkCancelled() } }
    // What found no room is not kept: then the lineage has to stay.
    guard isStored else { return }
    cut("LocalCheckpointRDD", CallSite("localCheckpoint", site)) { partition, _ in
      throw SparkError("CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND", ["rddBlockId": "rdd_\(number)_\(partition)"])
    }
  }

  /// Replaces the lineage by a source.
  private func cut(_ kind: String, _ site: CallSite, _ compute: @escaping Compute) {
    let source = RDD(context, kind, site, partitions: numPartitions, compute: compute)
    state.withLock { state in
      state.dependencies = [.narrow(source)]
      state.compute = { try source.iterator($0, $1) }
      state.checkpoint = .done
    }
  }
}

extension SparkContext {
  /// The folder where checkpoints are written; a new folder of this run is made in it.
  public func setCheckpointDir(_ path: String) {
    checkpoints.withLock { $0 = path + "/" + UUID().uuidString.lowercased() }
  }

  /// The folder of this run's checkpoints.
  public func getCheckpointDir() -> String? { checkpoints.withLock { $0 } }
}
