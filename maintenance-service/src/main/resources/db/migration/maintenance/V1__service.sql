-- The schema belongs to this service alone; its tables come with the capabilities that need them.
COMMENT ON SCHEMA public IS 'maintenance-service';
