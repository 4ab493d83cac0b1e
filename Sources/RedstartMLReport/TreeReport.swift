/// A page about a trained tree: the tree itself, and what is known of its data, its quality and its making.
///
/// Everything but the tree may be left out. ``page`` is one HTML document that needs nothing else: no network, no other file.
public struct TreeReport: Sendable {
  /// Rows of a table, and what its columns hold.
  public struct Table: Sendable {
    public struct Column: Sendable {
      public var name: String
      public var type: String
      public var missing: Int
      public var distinct: Int

      public init(name: String, type: String, missing: Int, distinct: Int) {
        self.name = name
        self.type = type
        self.missing = missing
        self.distinct = distinct
      }
    }

    public var name: String
    public var rows: Int
    public var columns: [Column]

    public init(name: String, rows: Int, columns: [Column]) {
      self.name = name
      self.rows = rows
      self.columns = columns
    }
  }

  public var title: String
  /// A sentence or two below the title.
  public var lead: String
  public var tree: NamedTree
  /// What a row is: `flights`.
  public var rowName = "rows"
  public var quality: PredictionQuality?
  public var tables: [Table] = []
  /// Steps of the program and how many seconds each took.
  public var steps: [(name: String, seconds: Double)] = []
  /// The program that made the page.
  public var maker = "Redstart"
  /// Most nodes that are drawn; of a larger tree those that most rows reach.
  public var nodeLimit = 2001

  public init(title: String, lead: String = "", tree: NamedTree) {
    self.title = title
    self.lead = lead
    self.tree = tree
  }
}
