/// Versions that clients are told.
public enum SparkVersion {
  /// The Apache Spark release whose protocol and behaviour the server follows.
  public static let text = "4.3.0"
}
