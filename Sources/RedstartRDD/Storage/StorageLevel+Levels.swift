import RedstartExecution

extension StorageLevel {
  public static let diskOnly = StorageLevel(useDisk: true, useMemory: false, deserialized: false)
  public static let memoryOnly = StorageLevel(useDisk: false, useMemory: true, deserialized: true)
  public static let memoryOnlySerialized = StorageLevel(useDisk: false, useMemory: true, deserialized: false)
  public static let memoryAndDisk = StorageLevel(useDisk: true, useMemory: true, deserialized: true)
  public static let memoryAndDiskSerialized = StorageLevel(useDisk: true, useMemory: true, deserialized: false)

  /// Spark's words: `Disk Memory Deserialized 1x Replicated`.
  public var description: String {
    (useDisk ? "Disk " : "") + (useMemory ? (useOffHeap ? "Memory (off heap) " : "Memory ") : "")
      + (deserialized ? "Deserialized " : "Serialized ") + "\(replication)x Replicated"
  }
}
