import RedstartConnectMessages
import RedstartConnectProtocol

// Which columns a row has.

extension DataFrame {
  /// The columns of those names; `*` means all.
  public func select(_ names: String...) -> DataFrame { project(names.map { Column($0) }) }
  /// Those columns, computed for each row.
  public func select(_ columns: any ColumnOrName...) -> DataFrame { project(columns.map(\.column)) }
  public func select(_ columns: [Column]) -> DataFrame { project(columns) }

  /// Expressions of SQL, computed for each row.
  public func selectExpr(_ expressions: String...) -> DataFrame { project(expressions.map(expr)) }

  private func project(_ columns: [Column]) -> DataFrame {
    deriving(columns) { input in
      var project = Spark_Connect_Project()
      project.input = input
      project.expressions = columns.map(\.expression)
      return .project(project)
    }
  }

  /// A column added, or replaced when there is one of that name.
  public func withColumn(_ name: String, _ column: Column) -> DataFrame { adding([(name, column)]) }

  /// Columns added or replaced; none sees another.
  public func withColumns(_ columns: KeyValuePairs<String, Column>) -> DataFrame { adding(columns.map { ($0.key, $0.value) }) }

  private func adding(_ columns: [(name: String, column: Column)]) -> DataFrame {
    deriving(columns.map(\.column)) { input in
      var node = Spark_Connect_WithColumns()
      node.input = input
      node.aliases = columns.map { $0.column.aliasMessage([$0.name]) }
      return .withColumns(node)
    }
  }

  /// A column under another name; nothing changes when there is no such column.
  public func withColumnRenamed(_ old: String, _ new: String) -> DataFrame { renaming([(old, new)]) }
  public func withColumnsRenamed(_ names: KeyValuePairs<String, String>) -> DataFrame {
    renaming(names.map { ($0.key, $0.value) })
  }

  private func renaming(_ names: [(old: String, new: String)]) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_WithColumnsRenamed()
      node.input = input
      node.renames = names.map { pair in
        var rename = Spark_Connect_WithColumnsRenamed.Rename()
        rename.colName = pair.old
        rename.newColName = pair.new
        return rename
      }
      return .withColumnsRenamed(node)
    }
  }

  /// A column with metadata for its field.
  public func withMetadata(_ name: String, _ metadata: Metadata) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_WithColumns()
      node.input = input
      node.aliases = [Column(name).aliasMessage([name], metadata)]
      return .withColumns(node)
    }
  }

  /// All columns but those; names that do not exist are ignored.
  public func drop(_ names: String...) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_Drop()
      node.input = input
      node.columnNames = names
      return .drop(node)
    }
  }
  public func drop(_ column: Column, _ more: Column...) -> DataFrame {
    deriving([column] + more) { input in
      var node = Spark_Connect_Drop()
      node.input = input
      node.columns = ([column] + more).map(\.expression)
      return .drop(node)
    }
  }

  /// The same columns under new names, in order.
  public func toDF(_ names: String...) -> DataFrame { toDF(names) }
  public func toDF(_ names: [String]) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_ToDF()
      node.input = input
      node.columnNames = names
      return .toDf(node)
    }
  }

  /// The columns of a schema, found by name, reordered and cast without loss.
  public func to(_ schema: StructType) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_ToSchema()
      node.input = input
      node.schema = schema.message
      return .toSchema(node)
    }
  }

  /// A name for the whole, so that its columns can be called `name.column`.
  public func alias(_ name: String) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_SubqueryAlias()
      node.input = input
      node.alias = name
      return .subqueryAlias(node)
    }
  }
  public func `as`(_ name: String) -> DataFrame { alias(name) }

  /// Columns turned into rows: one for each row and column of `values`, with the column's name and its value.
  /// - Parameter values: nil means all columns that are not in `ids`.
  public func unpivot(
    _ ids: [any ColumnOrName], _ values: [any ColumnOrName]? = nil, variableColumnName: String, valueColumnName: String
  ) -> DataFrame {
    deriving((ids + (values ?? [])).map(\.column)) { input in
      var node = Spark_Connect_Unpivot()
      node.input = input
      node.ids = ids.map(\.column.expression)
      if let values { node.values.values = values.map(\.column.expression) }
      node.variableColumnName = variableColumnName
      node.valueColumnName = valueColumnName
      return .unpivot(node)
    }
  }

  /// Says how the planner should treat the DataFrame, such as `broadcast`.
  public func hint(_ name: String, _ parameters: any ColumnOrValue...) -> DataFrame {
    deriving { input in
      var node = Spark_Connect_Hint()
      node.input = input
      node.name = name
      node.parameters = parameters.map(\.valueColumn.expression)
      return .hint(node)
    }
  }
}
