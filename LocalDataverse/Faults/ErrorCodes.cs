namespace Smarketing.LocalDataverse.Faults;

/// <summary>The platform's error codes that this stand-in raises. Names and values are the documented ones.</summary>
internal static class ErrorCodes
{
    /// <summary>InvalidArgument.</summary>
    public const int InvalidArgument = unchecked((int)0x80040203);

    /// <summary>ObjectDoesNotExist.</summary>
    public const int ObjectDoesNotExist = unchecked((int)0x80040217);

    /// <summary>DuplicateRecord: the primary key exists.</summary>
    public const int DuplicateRecord = unchecked((int)0x80040237);

    /// <summary>UnExpected: unexpected trouble of the platform itself.</summary>
    public const int Unexpected = unchecked((int)0x80040216);

    /// <summary>QueryBuilderNoEntity.</summary>
    public const int NoSuchTable = unchecked((int)0x80041102);

    /// <summary>QueryBuilderNoAttribute.</summary>
    public const int NoSuchColumn = unchecked((int)0x80041103);

    /// <summary>A number outside the range of its column.</summary>
    public const int ValueOutOfRange = unchecked((int)0x80044330);

    /// <summary>A date before 1753 or after 9999.</summary>
    public const int DateOutOfRange = unchecked((int)0x80040239);

    /// <summary>A text longer than its column.</summary>
    public const int TextTooLong = unchecked((int)0x80044331);

    /// <summary>A choice value that is no option of its column.</summary>
    public const int OptionOutOfRange = unchecked((int)0x8004431A);

    /// <summary>DuplicateRecordEntityKey: an alternate key exists.</summary>
    public const int DuplicateAlternateKey = unchecked((int)0x80060892);

    /// <summary>RecordNotFoundByEntityKey.</summary>
    public const int NotFoundByAlternateKey = unchecked((int)0x80060891);

    /// <summary>AggregateQueryRecordLimitExceeded.</summary>
    public const int AggregateLimit = unchecked((int)0x8004E023);

    /// <summary>NotSupported: the platform can, this stand-in cannot.</summary>
    public const int NotSupported = unchecked((int)0x80040315);

    /// <summary>CannotDeleteDueToAssociation.</summary>
    public const int StillReferenced = unchecked((int)0x80040227);

    /// <summary>ConcurrencyVersionMismatch.</summary>
    public const int ConcurrencyVersionMismatch = unchecked((int)0x80060882);

    /// <summary>ConcurrencyVersionNotProvided.</summary>
    public const int ConcurrencyVersionNotProvided = unchecked((int)0x80060883);

    /// <summary>OptimisticConcurrencyNotEnabled.</summary>
    public const int ConcurrencyNotEnabled = unchecked((int)0x8006088D);

    /// <summary>AccountLoopBeingCreated: a row of a hierarchy would be its own ancestor.</summary>
    public const int HierarchyLoop = unchecked((int)0x80040507);

    /// <summary>ImportGenericError.</summary>
    public const int ImportFailed = unchecked((int)0x8004801E);

    /// <summary>ImportMissingDependenciesError.</summary>
    public const int ImportMissingDependencies = unchecked((int)0x8004801D);

    /// <summary>ImportSolutionManagedToUnmanagedMismatch: managed over unmanaged.</summary>
    public const int ImportManagedOverUnmanaged = unchecked((int)0x80048040);

    /// <summary>ImportSolutionUnmanagedToManagedMismatch: unmanaged over managed.</summary>
    public const int ImportUnmanagedOverManaged = unchecked((int)0x80048041);

    /// <summary>InvalidXml.</summary>
    public const int InvalidXml = unchecked((int)0x80040201);

    /// <summary>QueryBuilderDeserializeInvalidNode: FetchXML has an element or attribute nobody knows.</summary>
    public const int InvalidFetchNode = unchecked((int)0x8004111C);

    /// <summary>QueryBuilderAlias_Does_Not_Exist.</summary>
    public const int NoSuchAlias = unchecked((int)0x8004110A);

    /// <summary>QueryBuilderInvalid_Alias.</summary>
    public const int InvalidAlias = unchecked((int)0x80041109);

    /// <summary>QueryBuilderByAttributeMismatch.</summary>
    public const int ByAttributeMismatch = unchecked((int)0x8004110F);

    /// <summary>QueryBuilderInvalidConditionOperator.</summary>
    public const int InvalidConditionOperator = unchecked((int)0x80041120);

    /// <summary>QueryBuilderInvalidJoinOperator.</summary>
    public const int InvalidJoinOperator = unchecked((int)0x80041121);

    /// <summary>TooManyLinkEntitiesInQuery.</summary>
    public const int TooManyLinks = unchecked((int)0x8004430D);

    /// <summary>QueryBuilderInvalidFilterType.</summary>
    public const int InvalidFilterType = unchecked((int)0x80041122);

    /// <summary>SdkEntityDoesNotSupportMessage: the table does not answer the message.</summary>
    public const int MessageNotOnTable = unchecked((int)0x80040800);

    /// <summary>SandboxWorkerPluginExecuteTimeout: a plug-in ran longer than it may.</summary>
    public const int PluginTimeout = unchecked((int)0x80081111);

    /// <summary>LeadAlreadyInClosedState.</summary>
    public const int LeadIsClosed = unchecked((int)0x80040519);

    /// <summary>OpportunityIsAlreadyClosed.</summary>
    public const int OpportunityIsClosed = unchecked((int)0x80040515);

    /// <summary>MissingOpportunityId.</summary>
    public const int MissingOpportunityId = unchecked((int)0x80043B15);

    /// <summary>CannotUseOpportunitySetStateMessage.</summary>
    public const int CannotUseOpportunitySetState = unchecked((int)0x80100005);

    /// <summary>InvalidStateCodeStatusCode.</summary>
    public const int StatusOfAnotherState = unchecked((int)0x80048408);

    /// <summary>MergeCyclicalParentingError.</summary>
    public const int MergeCyclicalParenting = unchecked((int)0x80045300);

    /// <summary>MergeEntityNotActiveError.</summary>
    public const int MergeEntityNotActive = unchecked((int)0x80045304);

    /// <summary>MergeEntitiesIdenticalError.</summary>
    public const int MergeEntitiesIdentical = unchecked((int)0x80045305);

    /// <summary>MergeDifferentlyParentedWarning.</summary>
    public const int MergeDifferentlyParented = unchecked((int)0x80045316);

    /// <summary>MergeLossOfParentingWarning.</summary>
    public const int MergeLossOfParenting = unchecked((int)0x80045317);

    /// <summary>ExpiredVersionStamp: the stamp of a metadata cache is unknown or too old.</summary>
    public const int ExpiredVersionStamp = unchecked((int)0x80044352);

    /// <summary>PrivilegeDenied: no role of the principal gives the privilege.</summary>
    public const int PrivilegeDenied = unchecked((int)0x80040220);

    /// <summary>The privilege is given, but does not reach the row.</summary>
    public const int AccessDenied = unchecked((int)0x80048306);

    /// <summary>unManagedidsusernotenabled: the user is disabled.</summary>
    public const int UserDisabled = unchecked((int)0x80040225);

    /// <summary>CannotAssignToAccessTeam.</summary>
    public const int CannotAssignToAccessTeam = unchecked((int)0x80048340);

    /// <summary>AttributePermissionReadIsMissing.</summary>
    public const int SecuredColumnRead = unchecked((int)0x8004F504);

    /// <summary>AttributePrivilegeCreateIsMissing.</summary>
    public const int SecuredColumnCreate = unchecked((int)0x8004F502);

    /// <summary>AttributePermissionUpdateIsMissingDuringUpdate.</summary>
    public const int SecuredColumnUpdate = unchecked((int)0x8004F507);
}
