-- Service sites opened in a scope in a period by kind_key: new_site_count, closed since or not.
select kind_key, region_code, park_code, federation_code, valid_from as happened_on, 1 as new_site_count
from stg_service_site
